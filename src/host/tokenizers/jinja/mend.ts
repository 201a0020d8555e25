import { Template } from '@huggingface/jinja';

/**
 * The template engine (@huggingface/jinja 0.5.11) follows JavaScript where Jinja follows Python: `strip('\n')` ignores its argument,
 * `none` prints as nothing, `'' == 0`, a text and a dict add up, what a loop sets is still there in its next turn, and so on. Here the
 * parsed template is rewritten so that those places call functions of ours (see `natives.ts`), whose names begin with `%` and so can't
 * be written in a template.
 */

/** A part of a parsed template. Which further fields it has depends on `type` (jinja/src/ast.ts). */
interface Node {
  type: string;
  [field: string]: unknown;
}

/** Methods of texts that the engine lacks, or does otherwise than Python. */
const METHODS = new Set([
  'capitalize',
  'count',
  'endswith',
  'find',
  'isdigit',
  'join',
  'lstrip',
  'removeprefix',
  'removesuffix',
  'replace',
  'rsplit',
  'rstrip',
  'split',
  'startswith',
  'strip',
]);

/** Filters that the engine does otherwise than Python, only for some types, or without a bound. */
const FILTERS = new Set(['count', 'join', 'length', 'replace', 'string', 'tojson', 'trim']);

const OPERATORS = new Map([
  ['+', '%add'],
  ['~', '%concatenate'],
  ['*', '%multiply'],
  ['%', '%modulo'],
  ['==', '%equal'],
  ['!=', '%unequal'],
  ['in', '%in'],
  ['not in', '%notIn'],
]);

const STATEMENTS = new Set([
  'If',
  'For',
  'Set',
  'Macro',
  'CallStatement',
  'FilterStatement',
  'Break',
  'Continue',
  'Comment',
]);

/** @throws the engine's error if the text is no template that it knows */
export function parseTemplate(template: string): Template['parsed'] {
  const { parsed } = new Template(template);
  const program = parsed as unknown as Node;
  rewriteFields(program);
  mendBodies(program);
  return parsed;
}

/** Rewrites a part from its leaves up. */
function rewrite(node: Node): Node {
  rewriteFields(node);
  switch (node.type) {
    case 'CallExpression':
      return mendCall(node);
    case 'FilterExpression':
      return mendFilter(node);
    case 'BinaryExpression':
      return mendOperator(node);
    case 'MemberExpression':
      node.object = required(node.object as Node);
      return node;
    case 'For':
      return mendFor(node);
    case 'Macro':
      mendBodies(node);
      (node.body as Node[]).unshift(call('%step'));
      return node;
    default:
      mendBodies(node);
      return node;
  }
}

function rewriteFields(node: Node): void {
  for (const [field, value] of Object.entries(node)) {
    // The name of a filter is no variable; only its arguments are expressions.
    if (field === 'filter') rewriteFields({ type: 'arguments', args: (value as Node).args });
    else if (isNode(value)) node[field] = rewrite(value);
    else if (Array.isArray(value)) rewriteItems(value as unknown[]);
    else if (value instanceof Map)
      node[field] = new Map([...value].map(([key, item]: [Node, Node]) => [rewrite(key), rewrite(item)]));
  }
}

function rewriteItems(items: unknown[]): void {
  for (const [i, item] of items.entries()) if (isNode(item)) items[i] = rewrite(item);
}

/** What stands in a body as an expression is printed, as Python prints it. */
function mendBodies(node: Node): void {
  for (const field of ['body', 'alternate', 'defaultBlock']) {
    const body = node[field];
    if (Array.isArray(body)) node[field] = body.map((part: Node) => (isPrinted(part) ? call('%print', part) : part));
  }
}

function isPrinted({ type }: Node): boolean {
  return type !== 'StringLiteral' && !STATEMENTS.has(type);
}

/** `text.strip('\n')` becomes `%strip(text, '\n')`. */
function mendCall(node: Node): Node {
  const callee = node.callee as Node;
  const property = callee.property as Node | undefined;
  if (callee.type === 'MemberExpression' && callee.computed !== true && METHODS.has(String(property?.value)))
    return call('%method', literal(String(property!.value)), callee.object as Node, ...(node.args as Node[]));
  // The function's own name is no value that may be missing; calling what isn't there has a message of its own.
  if (callee.type === 'MemberExpression' || callee.type === 'Identifier') node.callee = required(callee);
  return node;
}

function mendFilter(node: Node): Node {
  const filter = node.filter as Node;
  const name = String(((filter.type === 'CallExpression' ? filter.callee : filter) as Node).value);
  const args = filter.type === 'CallExpression' ? (filter.args as Node[]) : [];
  if (name === 'selectattr' || name === 'rejectattr') {
    const test = args[1];
    if (test?.value === '==' || test?.value === 'eq') test.value = 'equalto';
  }
  if (!FILTERS.has(name)) return node;
  return call(`%${name}`, node.operand as Node, ...args);
}

function mendOperator(node: Node): Node {
  const operator = (node.operator as { value: string }).value;
  const name = OPERATORS.get(operator);
  if (name === undefined) return node;
  const [left, right] = [node.left as Node, node.right as Node];
  const isArithmetic = operator === '+' || operator === '*' || operator === '%';
  return isArithmetic ? call(name, required(left), required(right)) : call(name, left, right);
}

/** Loops run over texts, and not at all over what is undefined; each turn begins without what the one before has set. */
function mendFor(node: Node): Node {
  mendBodies(node);
  const iterable = node.iterable as Node;
  if (iterable.type === 'SelectExpression') iterable.lhs = call('%iterable', iterable.lhs as Node);
  else node.iterable = call('%iterable', iterable);
  const turn = call('%turn', ...namesOf(node.loopvar as Node).map(literal));
  const body = withoutJumps(node.body as Node[]);
  node.body = body === node.body ? [turn, ...body] : [turn, onlyWhileGoing(body)];
  return node;
}

/**
 * `break` and `continue` without the engine's exceptions, which lose what the turn has printed: they leave a mark, and what follows
 * them in the loop's body is skipped where the mark is set.
 */
function withoutJumps(body: Node[]): Node[] {
  const at = body.findIndex(jumps);
  if (at < 0) return body;
  const rest = withoutJumps(body.slice(at + 1));
  return [...body.slice(0, at), withoutJump(body[at]!), ...(rest.length > 0 ? [onlyWhileGoing(rest)] : [])];
}

/** Does this leave the loop, or its turn? Loops inside have jumps of their own. */
function jumps(node: Node): boolean {
  if (node.type === 'Break' || node.type === 'Continue') return true;
  return node.type === 'If' && [...(node.body as Node[]), ...(node.alternate as Node[])].some(jumps);
}

function withoutJump(node: Node): Node {
  if (node.type !== 'If') return call(node.type === 'Break' ? '%break' : '%continue');
  node.body = withoutJumps(node.body as Node[]);
  node.alternate = withoutJumps(node.alternate as Node[]);
  return node;
}

function onlyWhileGoing(body: Node[]): Node {
  return new If(call('%going'), body, []);
}

function namesOf(target: Node): string[] {
  if (target.type === 'Identifier') return [target.value as string];
  return (target.value as Node[]).flatMap(namesOf);
}

/** A value that must be there: Jinja fails at reading from, adding or calling what is undefined. */
function required(node: Node): Node {
  const label = labelOf(node);
  return label === undefined ? node : call('%required', node, literal(label));
}

/** What Jinja says if this is undefined; the type of what it is looked up in is not known yet and taken for a dict. */
function labelOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return `'${String(node.value)}' is undefined`;
  if (node.type !== 'MemberExpression') return undefined;
  const { type, value } = node.property as Node;
  if (type === 'IntegerLiteral') return `list object has no element ${String(value)}`;
  if (type === 'Identifier' && node.computed === true) return `'${String(value)}' is undefined`;
  return type === 'Identifier' || type === 'StringLiteral'
    ? `'dict object' has no attribute '${String(value)}'`
    : undefined;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string' &&
    !isToken(value)
  );
}

/** Operators are tokens of the lexer, which have a type too. */
function isToken(value: object): boolean {
  return value.constructor === OperatorToken;
}

// The engine exports no classes of its tree. Parts that are new must have them all the same: it looks for some by class.
const [sampleCall, sampleText, sampleSum, sampleIf] = new Template("{{ f('') }}x{{ 1 + 1 }}{% if 1 %}{% endif %}")
  .parsed.body as unknown as Node[];
const OperatorToken = (sampleSum!.operator as object).constructor;
const CallExpression = sampleCall!.constructor as new (callee: Node, args: Node[]) => Node;
const Identifier = (sampleCall!.callee as Node).constructor as new (name: string) => Node;
const If = sampleIf!.constructor as new (test: Node, body: Node[], alternate: Node[]) => Node;
const StringLiteral = sampleText!.constructor as new (value: string) => Node;

function call(name: string, ...args: Node[]): Node {
  return new CallExpression(new Identifier(name), args);
}

function literal(value: string): Node {
  return new StringLiteral(value);
}

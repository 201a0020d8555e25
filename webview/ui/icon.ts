import { Directive, directive } from 'lit/directive.js';
import server from '@vscode/codicons/src/icons/server.svg';
import key from '@vscode/codicons/src/icons/key.svg';
import question from '@vscode/codicons/src/icons/question.svg';
import account from '@vscode/codicons/src/icons/account.svg';
import add from '@vscode/codicons/src/icons/add.svg';
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import checklist from '@vscode/codicons/src/icons/checklist.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import code from '@vscode/codicons/src/icons/code.svg';
import comment from '@vscode/codicons/src/icons/comment.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import diff from '@vscode/codicons/src/icons/diff.svg';
import discard from '@vscode/codicons/src/icons/discard.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import ellipsis from '@vscode/codicons/src/icons/ellipsis.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import exportTo from '@vscode/codicons/src/icons/export.svg';
import fileMedia from '@vscode/codicons/src/icons/file-media.svg';
import gear from '@vscode/codicons/src/icons/gear.svg';
import goToFile from '@vscode/codicons/src/icons/go-to-file.svg';
import graph from '@vscode/codicons/src/icons/graph.svg';
import hubot from '@vscode/codicons/src/icons/hubot.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import json from '@vscode/codicons/src/icons/json.svg';
import lightbulb from '@vscode/codicons/src/icons/lightbulb.svg';
import listSelection from '@vscode/codicons/src/icons/list-selection.svg';
import markdown from '@vscode/codicons/src/icons/markdown.svg';
import merge from '@vscode/codicons/src/icons/merge.svg';
import mortarBoard from '@vscode/codicons/src/icons/mortar-board.svg';
import openPreview from '@vscode/codicons/src/icons/open-preview.svg';
import person from '@vscode/codicons/src/icons/person.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import redo from '@vscode/codicons/src/icons/redo.svg';
import screenCut from '@vscode/codicons/src/icons/screen-cut.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import shield from '@vscode/codicons/src/icons/shield.svg';
import splitHorizontal from '@vscode/codicons/src/icons/split-horizontal.svg';
import splitVertical from '@vscode/codicons/src/icons/split-vertical.svg';
import tag from '@vscode/codicons/src/icons/tag.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import thinking from '@vscode/codicons/src/icons/thinking.svg';
import thumbsdown from '@vscode/codicons/src/icons/thumbsdown.svg';
import thumbsup from '@vscode/codicons/src/icons/thumbsup.svg';
import tools from '@vscode/codicons/src/icons/tools.svg';
import trash from '@vscode/codicons/src/icons/trash.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import whitespace from '@vscode/codicons/src/icons/whitespace.svg';

/** The icons that the views use, as SVG text. */
const ICONS = {
  account,
  add,
  arrowDown,
  arrowUp,
  check,
  checklist,
  chevronDown,
  chevronRight,
  circleSlash,
  close,
  code,
  comment,
  copy,
  diff,
  discard,
  edit,
  ellipsis,
  error,
  exportTo,
  fileMedia,
  gear,
  goToFile,
  graph,
  hubot,
  info,
  json,
  key,
  lightbulb,
  listSelection,
  markdown,
  merge,
  mortarBoard,
  openPreview,
  person,
  pin,
  pinned,
  question,
  redo,
  screenCut,
  search,
  server,
  shield,
  splitHorizontal,
  splitVertical,
  tag,
  terminal,
  thinking,
  thumbsdown,
  thumbsup,
  tools,
  trash,
  warning,
  whitespace,
} as const;
export type IconName = keyof typeof ICONS;

const parsed = new Map<IconName, Element>();

function drawingOf(name: IconName): Element {
  let drawing = parsed.get(name);
  if (!drawing) {
    drawing = new DOMParser().parseFromString(ICONS[name], 'image/svg+xml').documentElement;
    drawing.setAttribute('aria-hidden', 'true');
    drawing.classList.add('icon');
    parsed.set(name, drawing);
  }
  return drawing.cloneNode(true) as Element;
}

class IconDirective extends Directive {
  private drawn: { readonly name: IconName; readonly drawing: Element } | undefined;

  /** The same element as long as the name is the same: a click on an icon that is replaced meanwhile would be lost. */
  render(name: IconName): Element {
    if (this.drawn?.name !== name) this.drawn = { name, drawing: drawingOf(name) };
    return this.drawn.drawing;
  }
}

/** An icon in a template; it is decoration, so what it means must be said besides. */
export const icon = directive(IconDirective);

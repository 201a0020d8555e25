/** Task types in two levels, as a team might have them. */
export const TAXONOMY = {
  types: [
    {
      name: '逻辑推理',
      types: [
        { name: '常识推理', description: '靠日常知识得出结论' },
        { name: 'cot 多步骤推理' },
        { name: '数学应用题' },
      ],
    },
    { name: '文本创作', types: [{ name: '写作' }, { name: '文案' }, { name: '改写' }] },
    { name: '语言任务', types: [{ name: '翻译' }, { name: '摘要' }, { name: '情感分析' }] },
    { name: '代码', types: [{ name: '代码生成' }, { name: '代码解释' }] },
  ],
};

/** What prompts of a type are made of; the initials tell the type from all others. */
const KINDS = [
  {
    type: '逻辑推理 - 常识推理',
    initials: 'c',
    prompts: ['为什么{a}的时候要先{b}？', '如果忘了{b}，{a}会怎么样？', '{a}之前为什么最好{b}？'],
  },
  {
    type: '逻辑推理 - 数学应用题',
    initials: 's',
    prompts: ['{n}个人一起{a}，每人花了{m}元，一共花了多少钱？', '小明{a}用了{m}分钟，{n}次一共要用多少分钟？'],
  },
  {
    type: '文本创作 - 写作',
    initials: 'x',
    prompts: ['请以“{a}”为题写一篇{m}字左右的短文。', '写一篇关于{a}的作文，不少于{m}字。'],
  },
  {
    type: '语言任务 - 翻译',
    initials: 'f',
    prompts: ['请把下面这句话翻译成英文：我们{a}之前要{b}。', '把“{a}”翻译成英文，并给出{n}个例句。'],
  },
  {
    type: '代码 - 代码生成',
    initials: 'd',
    prompts: ['用 Python 写一个函数，统计{a}的次数，返回前{n}名。', '写一段 JavaScript 代码，把{a}的记录按时间排序。'],
  },
];

const ACTIVITIES = [
  '下雨出门',
  '坐高铁',
  '煮饺子',
  '爬山',
  '搬家',
  '养猫',
  '开会',
  '看病',
  '考试',
  '买菜',
  '游泳',
  '修自行车',
];
const PREPARATIONS = [
  '带伞',
  '检查证件',
  '把水烧开',
  '看天气预报',
  '量好尺寸',
  '打疫苗',
  '准备材料',
  '挂号',
  '复习',
  '列清单',
];

/**
 * @typedef {object} ChineseRecord
 * @property {string} text a line without a task type
 * @property {string} type the one that it should have
 * @property {string} initials what to type for it
 */

/**
 * Alpaca records, the same ones each time, in runs of the same type here and there, as data has them that several people brought together.
 *
 * @param {number} count
 * @returns {ChineseRecord[]}
 */
export function chineseRecords(count) {
  const next = numbers(20251);
  /** @template T @param {readonly T[]} list @returns {T} */
  const oneOf = (list) => {
    const [chosen] = list.slice(next(list.length));
    if (chosen === undefined) throw new RangeError('There is nothing to choose from.');
    return chosen;
  };
  let kind = oneOf(KINDS);
  return Array.from({ length: count }, (_, i) => {
    if (next(3) > 0) kind = oneOf(KINDS);
    const prompt = oneOf(kind.prompts)
      .replace('{a}', oneOf(ACTIVITIES))
      .replace('{b}', oneOf(PREPARATIONS))
      .replace('{n}', String(2 + next(8)))
      .replace('{m}', String(10 * (1 + next(50))));
    const record = { id: i + 1, instruction: prompt, input: '', output: `这是第${i + 1}条记录的回答。` };
    const text = JSON.stringify(record).replace(/":/g, '": ').replace(/,"/g, ', "');
    return { text, type: kind.type, initials: kind.initials };
  });
}

/** @param {number} seed @returns {(below: number) => number} the same numbers each time */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * below);
  };
}

/**
 * @typedef {object} Phrases what the made-up records of one language are put together from; `%` stands for a topic, `#` for a number
 * @property {readonly string[]} topics
 * @property {readonly string[]} questions
 * @property {readonly string[]} sentences
 * @property {readonly string[]} passages
 * @property {readonly string[]} systems
 */

/** @type {Phrases} */
export const english = {
  topics: [
    'a rain gauge',
    'binary search',
    'sourdough bread',
    'the water cycle',
    'a train timetable',
    'compound interest',
    'a house cat',
    'tidal power',
    'a lending library',
    'version control',
    'a school garden',
    'city noise',
  ],
  questions: [
    'Explain % to a ten-year-old in # sentences.',
    'Write a short product text about %.',
    'What are the # most common mistakes with %?',
    'My colleague says "% is easy". Is that so? Give # reasons.',
    'Compare % with its closest alternative.',
    'Draft a polite e-mail that asks for # details about %.',
  ],
  sentences: [
    'Start with what you know about %, and write it down.',
    'In # of ten cases the simple way is enough.',
    'People often call this "the quiet part" of %.',
    'Measure first;\tonly then change something.',
    'It took about # minutes when we tried it, which is not bad at all.',
    'That said, % is not the answer to everything.',
    'Keep a note of every step so that someone else can repeat it.',
  ],
  passages: [
    'Minutes of meeting no. #:\n- % was discussed at length\n- nobody disagreed\n- the next date is open',
    'She opened the window, thought of %, and said: "Give me # days." Nobody laughed.',
    'for (let i = 0; i < #; i++) {\n  console.log("%", i);\n}',
  ],
  systems: [
    'You are a patient teacher. Answer in plain words.',
    'Answer briefly. If you are not sure, say "I am not sure".',
  ],
};

/** @type {Phrases} */
export const chinese = {
  topics: [
    '雨量计',
    '二分查找',
    '酸面包',
    '水循环',
    '列车时刻表',
    '复利',
    '家猫',
    '潮汐发电',
    '社区图书馆',
    '版本控制',
    '校园菜园',
  ],
  questions: [
    '请用#句话向十岁的孩子解释%。',
    '为%写一段简短的产品介绍。',
    '关于%，最常见的#个误区是什么？',
    '同事说“%很简单”，你同意吗？请给出#条理由。',
    '把%和最接近的替代方案比较一下。',
    '写一封礼貌的邮件，询问有关%的#个细节。',
  ],
  sentences: [
    '先把你对%的了解写下来，再决定下一步。',
    '十次里有#次，最简单的办法就够了。',
    '大家常把这一步叫作"安静的部分"，它和%关系很大。',
    '我们试的时候大约花了#分钟，不算慢。',
    '不过，%并不能解决所有问题。',
    '每一步都要留下记录，方便别人重复。',
  ],
  passages: [
    '第#次会议纪要：\n- 详细讨论了%\n- 没有人反对\n- 下次时间待定',
    '她推开窗，想起了%，说：“给我#天。”没有人笑。',
    'def run(n=#):\n    print("%", n)  # 打印结果',
  ],
  systems: ['你是一位耐心的老师，请用通俗的话回答。', '回答要简短；不确定时请说“我不确定”。'],
};

/** Misspellings that people make, and that are no words → what is meant. */
const MISSPELLED: Readonly<Record<string, string>> = {
  ...{ accomodate: 'accommodate', acheive: 'achieve', adress: 'address', agressive: 'aggressive', alot: 'a lot' },
  ...{ anwser: 'answer', apparantly: 'apparently', arguement: 'argument', begining: 'beginning', beleive: 'believe' },
  ...{ buisness: 'business', calender: 'calendar', catagory: 'category', cheif: 'chief', comming: 'coming' },
  ...{ commitee: 'committee', completly: 'completely', definately: 'definitely', definatly: 'definitely' },
  ...{ diferent: 'different', diffrence: 'difference', diffrent: 'different', dissapear: 'disappear' },
  ...{ embarass: 'embarrass', enviroment: 'environment', exemple: 'example', existance: 'existence' },
  ...{ explane: 'explain', familar: 'familiar', finaly: 'finally', foriegn: 'foreign', freind: 'friend' },
  ...{ goverment: 'government', grammer: 'grammar', happend: 'happened', hte: 'the', immediatly: 'immediately' },
  ...{ independant: 'independent', knowlege: 'knowledge', langauge: 'language', libary: 'library', lisence: 'license' },
  ...{ maintainance: 'maintenance', neccessary: 'necessary', necesary: 'necessary', nessecary: 'necessary' },
  ...{ occured: 'occurred', oppurtunity: 'opportunity', peice: 'piece', persue: 'pursue', plase: 'please' },
  ...{ posible: 'possible', prefered: 'preferred', probaly: 'probably', proffesional: 'professional' },
  ...{ publically: 'publicly', questoin: 'question', realy: 'really', reccomend: 'recommend', recomend: 'recommend' },
  ...{ recieve: 'receive', rember: 'remember', seperate: 'separate', sentance: 'sentence', similiar: 'similar' },
  ...{ speach: 'speech', succesful: 'successful', successfull: 'successful', suprise: 'surprise', taht: 'that' },
  ...{ teh: 'the', tommorow: 'tomorrow', tomorow: 'tomorrow', truely: 'truly', unfortunatly: 'unfortunately' },
  ...{ untill: 'until', usefull: 'useful', waht: 'what', wierd: 'weird', whith: 'with', wich: 'which', wiht: 'with' },
  ...{ wnat: 'want', writting: 'writing', wrtie: 'write', yuor: 'your', adn: 'and', hwo: 'how' },
};

/** Common words whose letters get swapped. No swap of neighbours in them gives another word. */
const SWAPPED = [
  ...['about', 'after', 'again', 'answer', 'because', 'before', 'between', 'could', 'create', 'describe', 'different'],
  ...['difference', 'every', 'example', 'explain', 'first', 'following', 'generate', 'important', 'information'],
  ...['language', 'little', 'machine', 'people', 'please', 'program', 'provide', 'question', 'really', 'sentence'],
  ...['should', 'something', 'story', 'suggest', 'summary', 'their', 'these', 'thing', 'think', 'those', 'through'],
  ...['today', 'using', 'water', 'where', 'which', 'while', 'without', 'would', 'world', 'write', 'writing'],
];

/** Misspelled English words → what is meant; all in lower case. */
export const ENGLISH_TYPOS: ReadonlyMap<string, string> = new Map([
  ...SWAPPED.flatMap((word) => swapsOf(word).map((swapped) => [swapped, word] as const)),
  ...Object.entries(MISSPELLED),
]);

function swapsOf(word: string): string[] {
  const swaps = [...word].slice(1).map((letter, i) => word.slice(0, i) + letter + word[i]! + word.slice(i + 2));
  return swaps.filter((swap) => swap !== word);
}

/** Short forms that stand in chats and not in prompts that were written with care. */
export const CHAT_WORDS: ReadonlySet<string> = new Set([
  ...['plz', 'pls', 'thx', 'ur', 'idk', 'wat', 'wut', 'cuz', 'lemme', 'gimme', 'dunno', 'omg', 'lol', 'lmk', 'asap'],
]);

/** Short forms that count where there are several. */
export const LOOSE_WORDS: ReadonlySet<string> = new Set([
  ...['gonna', 'wanna', 'gotta', 'kinda', 'sorta', 'btw', 'tbh', 'yeah', 'nah', 'yep', 'ok', 'okay', 'hey', 'stuff'],
]);

/** Everyday words in pinyin without tones; none is an English word, a name or a brand. */
export const PINYIN_WORDS: ReadonlySet<string> = new Set([
  ...['zenme', 'zenyang', 'zenmeyang', 'weishenme', 'shenme', 'duoshao', 'zhege', 'zheyang', 'keneng', 'yinggai'],
  ...['xuyao', 'xiangyao', 'bangwo', 'bangmang', 'qingwen', 'xiexie', 'nihao', 'ninhao', 'nimen', 'tamen', 'zhidao'],
  ...[
    'buzhidao',
    'juede',
    'renwei',
    'xihuan',
    'xuexi',
    'gongzuo',
    'gongsi',
    'laoshi',
    'xuesheng',
    'xuexiao',
    'pengyou',
  ],
  ...['wenti', 'fangfa', 'jieshao', 'jieshi', 'xiezuo', 'wenzhang', 'zuowen', 'lunwen', 'jianli', 'jihua', 'fangan'],
  ...[
    'daima',
    'chengxu',
    'shuju',
    'moxing',
    'suanfa',
    'jisuanji',
    'diannao',
    'shouji',
    'wangluo',
    'wangzhan',
    'yingyu',
  ],
  ...['zhongwen', 'hanyu', 'shuxue', 'zhongguo', 'meiguo', 'tianqi', 'jintian', 'mingtian', 'zuotian', 'xianzai'],
  ...['shijian', 'difang', 'dongxi', 'haochi', 'haokan', 'piaoliang', 'shenti', 'jiankang', 'yisheng', 'yiyuan'],
  ...['chifan', 'shuijiao', 'lvyou', 'lvxing', 'jiage', 'bianyi', 'tuijian', 'liaojie', 'mingbai', 'yijing', 'yinwei'],
  ...['suoyi', 'danshi', 'ruguo', 'haishi', 'huozhe', 'meiyou', 'meiguanxi', 'duibuqi', 'zaijian', 'haoba', 'haode'],
]);

/** Wrong characters that sound or look like the right ones, with the words around that make it certain → the right word. */
export const CHINESE_TYPOS: ReadonlyMap<string, string> = new Map([
  ['怎莫|怎末', '怎么'],
  ['因该(?=怎么|如何|可以|是不是|注意|选|买|吃)', '应该'],
  ['(?<![可所用难给得加予借])以经(?=[有在过做买学写用不没]|开始)', '已经'],
  ['按装(?!置|备)', '安装'],
  ['按排(?![名序列行量放])', '安排'],
  ['在见(?=[。！!，,]|$)', '再见'],
  ['帮组|邦助', '帮助'],
  ['邦我|梆我', '帮我'],
  ['邦忙', '帮忙'],
  ['^(?:您|你)号(?=[，,！!]|$)', '你好'],
  ['^(?:清问|请文)', '请问'],
  ['推存|推见', '推荐'],
  ['介召|解绍|界绍', '介绍'],
  ['联西|连系', '联系'],
  ['(?<!学)问提(?![出供升高到及取示前醒])', '问题'],
  ['内蓉|内荣', '内容'],
  ['学西(?![班方餐医画语])', '学习'],
  ['(?<![得获认感])知到(?=[了底怎什如哪吗]|$)', '知道'],
  ['(?<=[我你他她们])觉的', '觉得'],
  ['(?<!语)文张(?=[，。的]|$)', '文章'],
  ['(?<![抄重默听缩])写一遍(?=文章|作文|小说|论文|日记|故事|演讲)', '写一篇'],
  ['一偏(?=文章|作文|小说|论文|日记)', '一篇'],
  ['怎么半(?![天夜年个小])', '怎么办'],
  ['(?<![比例假诸])如和(?=[做写学用让把才能进提])', '如何'],
  ['人工只能(?=的|是什么|技术|应用|领域|算法|$)', '人工智能'],
  ['电恼', '电脑'],
  ['软见', '软件'],
  ['城序(?!列)', '程序'],
  ['天汽', '天气'],
  ['(?<![设统会审])计化(?![学肥])', '计划'],
  ['建康(?=饮食|生活|状况|问题|饭)', '健康'],
  ['考式(?!样)', '考试'],
  ['做业(?!务|绩|余)', '作业'],
]);

/** What only chats say. */
export const CHINESE_SLANG = [
  ...['肿么', '神马(?=情况|东西|意思|鬼|玩意|时候)', '有木有', '木有', '酱紫(?=的话|啊|吗|写|做)', '灰常', '造不造'],
  ...[
    '咋整',
    '咋弄',
    '嘎哈',
    '干哈呢',
    '童鞋们',
    '各位童鞋',
    '绝绝子',
    '蓝瘦',
    '(?<![a-z])(?:yyds|xswl|zqsg|dbq|awsl)(?![a-z])',
  ],
];

/** English in a Chinese sentence where its words have no need of it. */
export const MIXED_WORDS = [
  '(?:check|review|update|share|confirm|push|follow|book|cancel|sync|fix|plan|handle|double check)\\s?(?:一下|下(?![载面一]))',
  '(?:帮我|给我|可以|能不能|想要?|需要)\\s?(?:confirm|handle|cancel|book|schedule|follow up|cover|brief)(?![a-z])',
  '(?:^|[，。！\\s])(?:please|pls|plz|how to|help me)\\s?(?=\\p{Script=Han})',
  '(?<=\\p{Script=Han}|[，。]\\s?)(?:please|pls|plz|thanks|thx)(?=\\s*[!！。.]*$)',
  'hold\\s?不?住|get\\s?到(?!的)|很\\s?low(?![a-z])|太\\s?low(?![a-z])',
];

/** Ends at which no sentence ends. */
export const CHINESE_STUMPS =
  '(?:因为|但是|而且|以及|或者|并且|虽然|如果|还有就是|关于|对于|比如说|然后|(?<![帮来能人谁])帮我|请你|我想要?|怎么才能|如何才能|[，、])';
export const ENGLISH_STUMPS =
  '(?:the|my|your|their|our|because|although|and|such as|in order to|how do i|can you|could you|(?:with|is|make|write|want|need|create|find|buy|about) an?|[a-z],)';

/** Who speaks of spelling, slang or unfinished sentences means what stands there. */
export const ABOUT_LANGUAGE = new RegExp(
  [
    '错别字|错字|病句|纠错|改错|语病|拼音|拼写|改写|润色|纠正|校对|修改|谐音|网络用语|流行语|俚语|方言|意思|含义|读音|发音',
    '续写|接着写|继续写|补全|补充|填空|填入|完成[^。]{0,6}句|下一句|上一句|下半句|开头|翻译|分词|断句|标点',
    'correct|typo|spell|grammar|proofread|\\bedit|rewrit|rephras|paraphras|complet|finish|continu|fill|slang|abbrev|acronym',
    '\\bmean|translat|next word|pinyin|predict|punctuat|dialect|conversation|dialog|tweet|palindrome|anagram|word',
  ].join('|'),
  'i',
);

/** Chinese words that people at work or in a hurry say in English, with that English; written for Tuneset. */
const PAIRS = `
项目 project|会议 meeting|开会 meeting|邮件 email|报告 report|周报 weekly report|总结 summary|方案 plan|计划 plan|计划书 proposal|提案 proposal
团队 team|领导 boss|老板 boss|同事 colleague|客户 client|用户 user|产品 product|需求 requirement|功能 feature|问题 issue|错误 bug|漏洞 bug
代码 code|程序 program|函数 function|变量 variable|数据 data|数据库 database|数组 array|列表 list|字符串 string|文件 file|文件夹 folder|文档 doc
接口 API|服务器 server|模型 model|算法 algorithm|训练 training|测试 test|部署 deploy|调试 debug|版本 version|更新 update|系统 system|软件 software
网站 website|网页 page|链接 link|下载 download|上传 upload|登录 login|密码 password|账号 account|手机 phone|电脑 computer|应用 app|界面 UI
设计 design|风格 style|标题 title|主题 topic|关键词 keyword|文章 article|故事 story|句子 sentence|段落 paragraph|单词 word|语法 grammar|翻译 translate
例子 example|示例 example|案例 case|步骤 step|流程 process|方法 method|技巧 tips|建议 advice|反馈 feedback|评论 comment|分析 analysis|研究 research
论文 paper|实验 experiment|结果 result|结论 conclusion|背景 background|目标 goal|重点 highlight|优点 advantage|缺点 disadvantage|区别 difference|原因 reason|影响 impact
市场 market|营销 marketing|品牌 brand|预算 budget|价格 price|成本 cost|利润 profit|合同 contract|订单 order|发票 invoice|投资 investment|股票 stock
面试 interview|简历 resume|工作 work|加班 overtime|工资 salary|经理 manager|员工 employee|公司 company|职业 career|技能 skill|经验 experience|培训 training
时间 time|日程 schedule|截止日期 deadline|周末 weekend|假期 vacation|旅行 trip|旅游 trip|酒店 hotel|机票 ticket|攻略 guide|预订 book|行李 luggage
电影 movie|音乐 music|游戏 game|视频 video|照片 photo|图片 picture|图表 chart|表格 table|幻灯片 slides|演讲 speech|介绍 intro|对话 dialogue
健康 health|运动 workout|健身 fitness|减肥 lose weight|咖啡 coffee|早餐 breakfast|午饭 lunch|晚餐 dinner|食谱 recipe|蛋糕 cake|派对 party|礼物 gift
压力 pressure|焦虑 anxiety|情绪 mood|朋友 friend|家庭 family|孩子 kids|学习 study|考试 exam|作业 homework|课程 course|老师 teacher|学生 student
确认 confirm|检查 check|取消 cancel|安排 arrange|准备 prepare|讨论 discuss|解释 explain|比较 compare|优化 optimize|改进 improve|分享 share|推荐 recommend
`;

const ALL = PAIRS.trim()
  .split(/[\n|]/)
  .map((pair): [string, string] => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)]);

/** Chinese → English. */
export const ENGLISH_OF: ReadonlyMap<string, string> = new Map(ALL);

/** English → Chinese; of several Chinese words the first. */
export const CHINESE_OF: ReadonlyMap<string, string> = new Map(
  [...ALL].reverse().flatMap(([chinese, english]) => (/^[a-z]+$/.test(english) ? [[english, chinese] as const] : [])),
);

/** How answers begin that decline; the first letters of an answer are compared. */
const REFUSALS = [
  /^(?:i['’]?m |i am |we['’]?re )?(?:so |very |terribly )?(?:sorry|afraid)[,.!]? (?:but )?(?:i|we|that|as an ai)\b.{0,40}\b(?:can['’]?t|cannot|can not|unable|not able|won['’]?t|don['’]?t|not comfortable)/i,
  /^(?:unfortunately, |i apologi[sz]e,? but |sorry,? (?:but )?)?i (?:can['’]?t|cannot|can not|won['’]?t|will not|am unable to|am not able to|['’]?m unable to) (?:help|assist|provide|fulfil|comply|answer|do that|create|generate|write|engage|support)/i,
  /^as an ai(?: language)? model,? i (?:can['’]?t|cannot|am unable|am not able|don['’]?t)/i,
  /^(?:非常|很|十分)?(?:抱歉|对不起|不好意思)[，,。！! ].{0,20}(?:无法|不能|没办法|没法|不会|不可以)/,
  /^(?:我|作为.{0,12}(?:人工智能|AI|语言模型|助手).{0,4}我?)(?:无法|不能|没办法)(?:提供|回答|协助|帮助|满足|完成|生成|参与|给出|支持)/i,
];

/** True for an answer that begins by declining. */
export function isRefusal(text: string): boolean {
  const start = withoutThought(text).trimStart().slice(0, 160);
  return REFUSALS.some((refusal) => refusal.test(start));
}

/** An answer without a thought in front of it. */
export function withoutThought(text: string): string {
  return text.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
}

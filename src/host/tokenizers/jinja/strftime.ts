const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/**
 * Python's `strftime` in the C locale, in local time, for the directives that a date in a prompt may have. Others stay as they are.
 *
 * @param format for example `%d %b %Y`
 */
export function strftime(date: Date, format: string): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const hour12 = date.getHours() % 12 || 12;
  const directives: Record<string, () => string> = {
    Y: () => String(date.getFullYear()),
    y: () => two(date.getFullYear() % 100),
    m: () => two(date.getMonth() + 1),
    d: () => two(date.getDate()),
    B: () => MONTHS[date.getMonth()]!,
    b: () => MONTHS[date.getMonth()]!.slice(0, 3),
    A: () => DAYS[date.getDay()]!,
    a: () => DAYS[date.getDay()]!.slice(0, 3),
    H: () => two(date.getHours()),
    I: () => two(hour12),
    M: () => two(date.getMinutes()),
    S: () => two(date.getSeconds()),
    p: () => (date.getHours() < 12 ? 'AM' : 'PM'),
    '-d': () => String(date.getDate()),
    '-m': () => String(date.getMonth() + 1),
    '-H': () => String(date.getHours()),
    '-I': () => String(hour12),
    '%': () => '%',
  };
  return format.replace(/%(-?[A-Za-z]|%)/g, (directive, name: string) => directives[name]?.() ?? directive);
}

/** The day by the calendar of this machine, as `2027-01-31`. */
export function today(now = new Date()): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((it) => String(it).padStart(2, '0'));
  return `${year}-${month}-${day}`;
}

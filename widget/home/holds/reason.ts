/** Characters a reason has at least. */
const LEAST = 10

export function isReason(text: string): boolean {
  return text.trim().length >= LEAST
}

/** One of six avatar colours, the same for a person everywhere and always. */
export function personColour(id: string): number {
  // FNV-1a: ids that differ in one sign must not fall into one colour.
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return ((hash ^ (hash >>> 15)) >>> 0) % 6
}

/** "Алина Морозова" -> "АМ"; one word gives one letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words[1] ?? '') : ''
  return [first, last]
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** What changes in a form, for somebody to look at before he agrees: its lines, as XML is broken into them. */

export interface Line {
  /** `gap` stands for lines that stay as they are. */
  what: 'kept' | 'added' | 'taken' | 'gap'
  text: string
}

/** Lines shown around each change. */
const AROUND = 2

export function differences(before: string, after: string): Line[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const head = commonLength(old, now)
  const tail = commonLength(old.slice(head).reverse(), now.slice(head).reverse())
  const middle = aligned(old.slice(head, old.length - tail), now.slice(head, now.length - tail))
  const kept = (lines: string[]): Line[] => lines.map((text) => ({ what: 'kept', text }))
  return withGaps([...kept(now.slice(0, head)), ...middle, ...kept(now.slice(now.length - tail))])
}

const linesOf = (xml: string) => xml.replace(/>\s*</g, '>\n<').split('\n')

function commonLength(one: string[], other: string[]): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1
  return length
}

/** What was put in or taken out in one piece is found by where the rest goes on; our changes are such. */
function aligned(old: string[], now: string[]): Line[] {
  const lines: Line[] = []
  let [at, to] = [0, 0]
  while (at < old.length || to < now.length) {
    if (at < old.length && old[at] === now[to]) {
      lines.push({ what: 'kept', text: old[at] as string })
      at += 1
      to += 1
      continue
    }
    const comesLater = at < old.length ? now.indexOf(old[at] as string, to) : now.length
    if (to < now.length && comesLater >= 0) {
      for (; to < comesLater; to += 1) lines.push({ what: 'added', text: now[to] as string })
    } else {
      lines.push({ what: 'taken', text: old[at] as string })
      at += 1
    }
  }
  return lines
}

function withGaps(lines: Line[]): Line[] {
  const near = (place: number) =>
    lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(({ what }) => what !== 'kept')
  return lines.flatMap((line, place): Line[] => {
    if (near(place)) return [line]
    return place === 0 || near(place - 1) ? [{ what: 'gap', text: '' }] : []
  })
}

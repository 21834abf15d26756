/** A figure of a run: ours beside the limit measured, or set, in the same run. */
export interface Figure {
  name: string
  unit: string
  ours: number
  limit: number
  /** ours / limit. */
  ratio: number
  /** What the ratio should be. */
  goal: string
  met: boolean
  /** Whatever else was seen. */
  [also: string]: unknown
}

interface Measured {
  name: string
  unit: string
  ours: number
  limit: number
  also?: Record<string, unknown>
}

/** Good when it is at least this share of the limit. */
export function atLeast(share: number, { also, ...measured }: Measured): Figure {
  const ratio = measured.ours / measured.limit
  return { ...measured, ratio, goal: `>= ${share}`, met: ratio >= share, ...also }
}

/** Good when it is at most so many times the limit. */
export function atMost(times: number, { also, ...measured }: Measured): Figure {
  const ratio = measured.ours / measured.limit
  return { ...measured, ratio, goal: `<= ${times}`, met: ratio <= times, ...also }
}

/** One line for programs. */
export function line(figure: Figure): string {
  return JSON.stringify(figure, (_, value) => (typeof value === 'number' ? rounded(value) : value))
}

/** All of them for people. `before` has the ratios of an earlier run, by the figures' names. */
export function table(figures: Figure[], before: Record<string, number> = {}): string {
  const head = ['figure', 'ours', 'limit', 'unit', 'ratio', 'before', 'goal', '']
  const rows = figures.map(({ name, ours, limit, unit, ratio, goal, met }) => {
    const earlier = before[name] === undefined ? '' : rounded(before[name])
    const row = [name, rounded(ours), rounded(limit), unit, rounded(ratio), earlier, goal]
    return [...row, met ? 'met' : 'MISSED'].map(String)
  })
  const widths = head.map((_, place) => Math.max(...[head, ...rows].map((row) => row[place]!.length)))
  return [head, ...rows]
    .map((row) => row.map((cell, place) => cell.padEnd(widths[place]!)).join('  '))
    .join('\n')
}

const rounded = (value: number) => Number(value.toPrecision(3))

/** What runs on this machine came to, figure by figure: the next is compared with it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Figure } from './figure.ts'

const FILE = 'tmp/bench.json'

/** Ratio by the figure's name, of the run it was last part of. */
export function lastRatios(): Record<string, number> {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {}
}

export function saveRatios(figures: Figure[]) {
  const ratios = { ...lastRatios(), ...Object.fromEntries(figures.map(({ name, ratio }) => [name, ratio])) }
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, JSON.stringify(ratios, undefined, 2))
}

import type { ByteRange } from './port.ts'

/**
 * The part of a file a Range header asks for (RFC 9110, 14.2). Undefined: all of it, which is also the answer to
 * several ranges at once or another unit. `unsatisfiable`: nothing of it exists.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') return within(Math.max(0, size - Number(last)), size - 1)
  if (last !== '' && Number(last) < Number(first)) return undefined
  return within(Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1))
}

function within(start: number, end: number): ByteRange | 'unsatisfiable' {
  return start <= end ? { start, end } : 'unsatisfiable'
}

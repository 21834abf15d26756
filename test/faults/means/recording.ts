/** What a process did to a folder, from what strace(1) wrote down: every write, every flush, every name, in their order. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A command that records what follows it, in its own process. */
export function recorded(log: string): string[] {
  const calls =
    'openat,pwrite64,write,writev,ftruncate,fsync,fdatasync,rename,link,unlink,mkdir,renameat2,linkat,unlinkat'
  return [
    'strace',
    '-D',
    '-f',
    '-qq',
    '--seccomp-bpf',
    '-y',
    '-xx',
    '-s',
    '100000000',
    '-o',
    log,
    '-e',
    `trace=${calls}`,
  ]
}

/** A file is known by the name it had first; those made while it was recorded have a number too. */
type Inode = string

const MADE = '\0'
export const wasMade = (inode: Inode) => inode.includes(MADE)

export type Step = { /** Bytes of the recording by which it was done. */ end: number } & (
  | { did: 'write'; inode: Inode; offset: number; bytes: Buffer }
  | { did: 'truncate'; inode: Inode; size: number }
  | { did: 'name'; folder: string; path: string; inode: Inode | null }
  /** `covers`: how many steps had been taken when it began. */
  | { did: 'flush'; inode: Inode; covers: number }
  | { did: 'flushFolder'; folder: string; covers: number }
)

/** The steps that concern a folder; what can be made anew from the rest of it is left out. */
export function stepsIn(log: string, folder: string, known: string[]): Step[] {
  const steps: Step[] = []
  const names = new Map<string, Inode>(known.map((path) => [path, path]))
  const written = new Map<Inode, number>()
  let made = 0
  const concerns = (path: string | undefined): path is string =>
    path?.startsWith(folder) === true && !path.endsWith('-shm')
  const name = (end: number, path: string, inode: Inode | null) => {
    steps.push({ end, did: 'name', folder: dirname(path), path, inode })
    if (inode) names.set(path, inode)
    else names.delete(path)
  }

  for (const { call, args, result, end, began } of callsIn(log, () => steps.length)) {
    if (result.startsWith('-1') || result.startsWith('?')) continue
    const [path = '', other] = pathsIn(args)
    if (!concerns(path)) continue
    if (call === 'openat') {
      if (!args.includes('O_CREAT')) continue
      const opened = names.get(path)
      if (!opened) {
        made += 1
        name(end, path, `${path}${MADE}${made}`)
      } else if (args.includes('O_TRUNC')) steps.push({ end, did: 'truncate', inode: opened, size: 0 })
    } else if (call === 'link' || call === 'linkat') name(end, other!, names.get(path)!)
    else if (call.startsWith('rename')) {
      const inode = names.get(path)!
      name(end, path, null)
      name(end, other!, inode)
    } else if (call.startsWith('unlink')) name(end, path, null)
    else if (call === 'mkdir') continue
    else if (call === 'fsync' || call === 'fdatasync') {
      const inode = names.get(path)
      steps.push(
        inode
          ? { end, did: 'flush', inode, covers: began }
          : { end, did: 'flushFolder', folder: path, covers: began },
      )
    } else {
      const inode = names.get(path)
      if (!inode) throw new Error(`${call} to ${path}, which has no name any more`)
      if (call === 'ftruncate') {
        steps.push({ end, did: 'truncate', inode, size: Number(/, (\d+)\)?$/.exec(args)?.[1]) })
        continue
      }
      const bytes = bytesIn(args).subarray(0, Number(result))
      const offset = call === 'pwrite64' ? Number(/, (\d+)$/.exec(args)![1]) : (written.get(inode) ?? 0)
      written.set(inode, offset + bytes.length)
      steps.push({ end, did: 'write', inode, offset, bytes })
    }
  }
  return steps
}

interface Call {
  call: string
  args: string
  result: string
  end: number
  /** What `count` said when it began. */
  began: number
}

/** Calls in the order in which they ended; two threads may be in one at a time. */
function* callsIn(log: string, count: () => number): Generator<Call> {
  const all = readFileSync(log)
  const unfinished = new Map<string, { text: string; began: number }>()
  for (let start = 0; start < all.length; ) {
    const newline = all.indexOf(10, start)
    const end = newline < 0 ? all.length : newline + 1
    const line = all.toString('latin1', start, newline < 0 ? end : newline)
    start = end
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/s.exec(line) ?? []
    if (rest.endsWith(' <unfinished ...>')) {
      unfinished.set(thread, { text: rest.slice(0, -' <unfinished ...>'.length), began: count() })
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest)
    const begun = resumed && unfinished.get(thread)
    const text = begun ? begun.text + resumed[1] : rest
    const equals = text.lastIndexOf(' = ')
    const open = text.indexOf('(')
    if (equals < 0 || open < 0) continue
    const [call, result] = [text.slice(0, open), text.slice(equals + 3)]
    // Before the sign there are blanks where the call took a while.
    const args = text
      .slice(open + 1, equals)
      .trimEnd()
      .slice(0, -1)
    yield { call, args, result, end, began: begun?.began ?? count() }
  }
}

/** Paths among the arguments: that of the file it is done to, and others in quotes. */
function pathsIn(args: string): string[] {
  const quoted = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => hex)
  const described = /^\d+<((?:\\x[0-9a-f]{2})*)>/.exec(args)?.[1]
  return (described === undefined ? quoted : [described]).map((hex) => unhex(hex).toString())
}

const unhex = (text: string) => Buffer.from(text.replaceAll('\\x', ''), 'hex')

/** What is written: one piece, or those of a `writev`. */
function bytesIn(args: string): Buffer {
  return Buffer.concat([...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => unhex(hex)))
}

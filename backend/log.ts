import { DrizzleQueryError } from 'drizzle-orm'
import { type DestinationStream, type Logger, pino } from 'pino'

/** The server's log: JSON lines, without tokens and without what people wrote, however deep somebody has put it. */
export function createLog(level: string, to?: DestinationStream): Logger {
  const log = (said: Record<string, unknown>) => withheld(said) as Record<string, unknown>
  return pino({ level, formatters: { log } }, to)
}

/** What nobody means to log, by the name it has. */
const SECRET = /token|secret|password|passwd|authorization|cookie|^(access|refresh|proof|text|link|params)$/i
const WITHHELD = '[Redacted]'
/** Levels into what is logged; nobody means to log more. */
const DEEPEST = 6

function withheld(said: unknown, depth = 0): unknown {
  if (typeof said === 'string') return plain(said)
  if (typeof said !== 'object' || said === null || said instanceof Date) return said
  if (said instanceof Error) return told(said)
  if (depth === DEEPEST) return WITHHELD
  if (Array.isArray(said)) return said.map((one) => withheld(one, depth + 1))
  const named = Object.entries(said).map(([name, value]) => [
    name,
    SECRET.test(name) ? WITHHELD : withheld(value, depth + 1),
  ])
  return Object.fromEntries(named)
}

/** An error with its causes. A failed query says which it was, never with which values: those are people's words. */
function told(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return withheld(error, depth)
  const query = error instanceof DrizzleQueryError ? error.query : undefined
  const quiet = quotes(error)
  return {
    type: error.name,
    ...(!quiet && { message: plain(query ?? error.message) }),
    ...('code' in error && { code: String(error.code) }),
    ...(query === undefined && !quiet && { stack: plain(error.stack ?? '') }),
    ...(error.cause !== undefined && depth < DEEPEST && { cause: told(error.cause, depth + 1) }),
  }
}

/** Postgres repeats the value that it could not take (class 22), and Node the text that is no JSON. */
function quotes(error: Error): boolean {
  return error instanceof SyntaxError || ('code' in error && /^22\w{3}$/.test(String(error.code)))
}

/** Without what opens a door: passwords in addresses, and what is shown to be let in. */
function plain(text: string): string {
  return text
    .replace(/(\w:\/\/)[^\s/?#@]+@/g, `$1${WITHHELD}@`)
    .replace(/\b(Bearer|Basic) [\w.~+/=-]+/gi, `$1 ${WITHHELD}`)
    .replace(/\b(\w*(?:token|secret|password|auth|code)\w*=)[^\s&"']+/gi, `$1${WITHHELD}`)
}

import { DrizzleQueryError } from 'drizzle-orm'
import { type DestinationStream, type Logger, pino } from 'pino'

/** The server's log: JSON lines, without tokens and without what people wrote. */
export function createLog(level: string, to?: DestinationStream): Logger {
  const redact = SECRET.flatMap((name) => [name, `*.${name}`])
  return pino({ level, redact, serializers: { error: told } }, to)
}

/** What nobody means to log. */
const SECRET = ['token', 'access', 'refresh', 'proof', 'secret', 'password', 'authorization', 'text']

/** An error with its causes. A failed query says which it was, never with which values: those are people's words. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const query = error instanceof DrizzleQueryError ? error.query : undefined
  return {
    type: error.name,
    ...(!quotes(error) && { message: query ?? error.message }),
    ...('code' in error && { code: String(error.code) }),
    ...(query === undefined && !quotes(error) && { stack: error.stack }),
    ...(error.cause !== undefined && { cause: told(error.cause) }),
  }
}

/** Postgres repeats the value that it could not take (class 22). */
function quotes(error: Error): boolean {
  return 'code' in error && /^22\w{3}$/.test(String(error.code))
}

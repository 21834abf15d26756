import { DrizzleQueryError } from 'drizzle-orm'
import { type Logger, pino } from 'pino'

/** The server's log: JSON lines, without tokens and without what people wrote. */
export function createLog(level: string): Logger {
  return pino({
    level,
    redact: ['*.token', '*.access', '*.refresh', '*.proof'],
    serializers: { error: told },
  })
}

/** An error with its causes. A failed query says which it was, never with which values: those are people's words. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const query = error instanceof DrizzleQueryError ? error.query : undefined
  return {
    type: error.name,
    message: query ?? error.message,
    ...('code' in error && { code: String(error.code) }),
    ...(query === undefined && { stack: error.stack }),
    ...(error.cause !== undefined && { cause: told(error.cause) }),
  }
}

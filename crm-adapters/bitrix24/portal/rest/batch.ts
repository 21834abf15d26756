/** Many commands in one request; a later one may use an earlier one's answer as `$result[key][field]`. */
import { RestError, type Result } from './method.ts'
import { asParams, fromQuery, number, type Params, text } from './params.ts'

const MOST = 50

export function batch(
  params: Params,
  run: (method: string, params: Params) => Result & { time: unknown },
): Result {
  const commands = Object.entries(asParams(params.cmd))
  if (commands.length > MOST) {
    throw new RestError('ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded')
  }
  const results: Params = {}
  const errors: Params = {}
  const totals: Params = {}
  const nexts: Params = {}
  const times: Params = {}
  for (const [key, command] of commands) {
    const [method = '', ...query] = text(command).split('?')
    try {
      if (method === 'batch') {
        throw new RestError('ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage', 405)
      }
      const filled = withAnswers(fromQuery(query.join('?')), results) as Params
      const { result, total, next, time } = run(method, filled)
      results[key] = result
      times[key] = time
      if (total !== undefined) totals[key] = total
      if (next !== undefined) nexts[key] = next
    } catch (error) {
      if (!(error instanceof RestError)) throw error
      errors[key] = error.body
      if (number(params.halt) === 1 || params.halt === true) break
    }
  }
  return {
    result: {
      result: asPhp(results),
      result_error: asPhp(errors),
      result_total: asPhp(totals),
      result_next: asPhp(nexts),
      result_time: asPhp(times),
    },
  }
}

/** The methods a batch names, for the log of requests. */
export function methodsOf(params: Params): string[] {
  return Object.values(asParams(params.cmd)).map((command) => text(command).split('?')[0] ?? '')
}

const placeholder = /\$result((?:\[[^\][]+\])+)/g

function withAnswers(value: unknown, results: Params): unknown {
  if (Array.isArray(value)) return value.map((one) => withAnswers(one, results))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withAnswers(one, results)]))
  }
  if (typeof value !== 'string') return value
  const [whole, path] = [...value.matchAll(placeholder)][0] ?? []
  if (path && whole === value) return answerAt(results, path)
  return value.replace(placeholder, (_, found: string) => text(answerAt(results, found)))
}

function answerAt(results: Params, path: string): unknown {
  const names = path.slice(1, -1).split('][')
  return names.reduce<unknown>((value, name) => asParams(value)[name], results)
}

// PHP knows no empty map and no map of 0, 1, 2...: both become lists.
function asPhp(map: Params): unknown {
  const keys = Object.keys(map)
  return keys.every((key, place) => key === String(place)) ? Object.values(map) : map
}

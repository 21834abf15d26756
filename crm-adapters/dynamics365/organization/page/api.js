// The Web API, asked in the name of whoever uses the app.
import { lcid, start } from './start.js'

let token

/** Who is signed in at Entra is whoever's window is in front. */
export async function signIn() {
  const query = new URLSearchParams({
    as: start.as,
    lcid: String(lcid),
    front: document.hasFocus() ? '1' : '0',
  })
  const answer = await fetch(`/local/session?${query}`, { method: 'POST' })
  if (!answer.ok) throw new Error('nobody is signed in')
  token = (await answer.json()).token
}

export async function ask(method, path, { body, headers } = {}) {
  if (!token) await signIn()
  let answer = await sent()
  if (answer.status === 401) {
    await signIn()
    answer = await sent()
  }
  const said = answer.status === 204 ? undefined : await answer.json()
  if (answer.ok) return said
  // As the platform's own scripts see a refusal.
  throw Object.assign(new Error(said?.error?.message ?? `HTTP ${answer.status}`), {
    status: answer.status,
    errorCode: Number(said?.error?.code) || 0,
  })

  function sent() {
    return fetch(`/api/data/v9.2/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        'OData-Version': '4.0',
        'OData-MaxVersion': '4.0',
        'If-None-Match': 'null',
        Prefer: 'odata.include-annotations="*",return=representation',
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
  }
}

export async function list(path) {
  return (await ask('GET', path)).value
}

const FORMATTED = '@OData.Community.Display.V1.FormattedValue'
const TABLE = '@Microsoft.Dynamics.CRM.lookuplogicalname'

/** A column's value as people read it. */
export function shown(row, column) {
  const name = `_${column}_value` in row ? `_${column}_value` : column
  return row[name + FORMATTED] ?? row[name] ?? ''
}

/** What a lookup points at. */
export function lookup(row, column) {
  const id = row[`_${column}_value`]
  return id ? { id, table: row[`_${column}_value${TABLE}`], name: shown(row, column) } : undefined
}

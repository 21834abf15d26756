/** What the store asks Postgres, recorded to be asked again by a bare connection. */
import pg from 'pg'

/** A statement with its values. */
export interface Asked {
  name?: string | undefined
  text: string
  values: unknown[]
}

const CONTROL = /^\s*(begin|commit|savepoint|release)/i

/** What `work` asks, transaction control left out, in its order. Nothing else may ask meanwhile. */
export async function recorded(work: () => Promise<unknown>): Promise<Asked[]> {
  const all: Asked[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
    const one = statementOf(asked)
    if (!CONTROL.test(one.text)) all.push(one)
    return (query as (...asked: unknown[]) => unknown).apply(this, asked)
  } as typeof query
  try {
    await work()
    return all
  } finally {
    pg.Client.prototype.query = query
  }
}

function statementOf([first, values]: unknown[]): Asked {
  const given = Array.isArray(values) ? values : []
  if (typeof first === 'string') return { text: first, values: given }
  const { name, text, values: own = given } = first as pg.QueryConfig
  return { name, text, values: own }
}

/** Asks the same again, a transaction for each group. */
export async function replay(client: pg.Client, groups: Asked[][]): Promise<void> {
  for (const group of groups) {
    await client.query('begin')
    for (const asked of group) await client.query(asked)
    await client.query('commit')
  }
}

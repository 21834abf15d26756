/** Databases in which nodes begin alike, and processes that send to them. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import type { Done, Wanted } from './nodes-sender.ts'

export interface Size {
  rounds: number
  seconds: number
}

export type Seat = Wanted['seats'][number]

export interface Places {
  database(name: string): Promise<string>
  /** A copy of the beginning, which nobody has open. */
  copy(name: string): Promise<string>
}

export function createPlaces(url: string): Places {
  async function made(name: string, like = '') {
    const admin = new pg.Client(url)
    await admin.connect()
    await admin.query(`create database ${name} ${like}`)
    await admin.end()
    return Object.assign(new URL(url), { pathname: name }).href
  }
  return { database: made, copy: (name) => made(name, 'template before') }
}

/** Each in a process of its own, all at once. */
export function sendAt(all: Wanted[]): Promise<Done[]> {
  return Promise.all(
    all.map(async (wanted) => {
      const sender = fork('test/bench/nodes-sender.ts', {
        execArgv: ['--disable-warning=ExperimentalWarning'],
      })
      sender.send(wanted)
      const gone = once(sender, 'exit').then(([code]) =>
        Promise.reject(new Error(`a sender ended with ${code}`)),
      )
      const [done] = await Promise.race([once(sender, 'message'), gone])
      return done as Done
    }),
  )
}

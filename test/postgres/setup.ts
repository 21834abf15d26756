import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startServer } from './server.ts'

/** What the first project of a run has begun, for all of them. */
const run = globalThis as { postgresOfTests?: Promise<{ url: string; template: string }> }

/** One server per run; which stores the run covers is said, never left to guess. */
export default async function setup(project: TestProject) {
  if (run.postgresOfTests) {
    project.provide('postgres', await run.postgresOfTests)
    return
  }
  if (process.env.TEST_STORES === 'sqlite') {
    console.log('Stores under test: SQLite only (TEST_STORES=sqlite)')
    return
  }
  const starting = startServer()
  const template = `template_${randomUUID().replaceAll('-', '')}`
  run.postgresOfTests = starting.then(({ url }) => ({ url, template }))
  const server = await starting
  project.provide('postgres', { url: server.url, template })
  console.log(`Stores under test: SQLite and Postgres (${server.origin})`)

  return async () => {
    const admin = new Client(server.url)
    await admin.connect()
    await admin.query(`drop database if exists ${template} with (force)`)
    await admin.end()
    await server.stop()
  }
}

import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startServer } from './server.ts'

/** One server per run; which stores the run covers is said, never left to guess. */
export default async function setup(project: TestProject) {
  if (process.env.TEST_STORES === 'sqlite') {
    console.log('Stores under test: SQLite only (TEST_STORES=sqlite)')
    return
  }
  const server = await startServer()
  const template = `template_${randomUUID().replaceAll('-', '')}`
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

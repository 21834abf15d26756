import { createHmac } from 'node:crypto'
import type { Secrets } from '../keys/secrets.ts'

/** Marks of entries under a key of each company, which follows from SECRET_KEY. */
export function auditMarks(secrets: Pick<Secrets, 'derive'>) {
  const keys = new Map<string, Buffer>()

  function keyOf(company: string): Buffer {
    const known = keys.get(company)
    if (known) return known
    const key = Buffer.from(secrets.derive({ company, purpose: 'marks of audit entries' }), 'base64url')
    keys.set(company, key)
    return key
  }

  return (company: string, text: string) =>
    createHmac('sha256', keyOf(company)).update(text).digest('base64url')
}

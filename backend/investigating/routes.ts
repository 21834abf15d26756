/** HTTP of the audit log: for administrators and whoever watches over compliance, who are asked for at every call. */
import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { AtHome } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { Sought } from './entries.ts'
import type { ExportAs, Investigating } from './investigating.ts'

const id = z.string().min(1).max(100)
const record = z.string().regex(/^[a-z][\w-]{0,40}:[\w-]{1,64}$/i)
const moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at))
const sought = z.object({
  by: id.optional(),
  record: record.optional(),
  thread: id.optional(),
  thing: id.optional(),
  acts: z
    .string()
    .max(4000)
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().regex(/^[a-z._]{1,40}$/)))
    .optional(),
  since: moment.optional(),
  until: moment.optional(),
})
const before = z.coerce.number().int().positive().optional()

/** To be mounted behind the overseers' door. */
export function auditRoutes({ investigating }: { investigating: Investigating }) {
  return new Hono<AtHome>()
    .get(
      '/',
      about('What was done: by whom, to what, when; the newest first'),
      valid('query', sought.extend({ before })),
      async (c) => {
        const { before, ...wanted } = c.req.valid('query')
        return c.json(await investigating.page(c.var.visitor, wanted, before), 200)
      },
    )
    .get('/export.jsonl', about('The same with its proofs, for the verifier'), valid('query', sought), (c) =>
      taken(c, investigating, c.req.valid('query'), 'proven'),
    )
    .get('/export.csv', about('The same as a table'), valid('query', sought), (c) =>
      taken(c, investigating, c.req.valid('query'), 'table'),
    )
    .get('/head', about('How far the log is signed, and by which key'), async (c) =>
      c.json(await investigating.head(c.var.visitor.company), 200),
    )
    .put(
      '/head',
      about('Has heads published in the history of a record at the host, or of none'),
      valid('json', z.strictObject({ record: record.nullable() })),
      async (c) => {
        await investigating.publishAt(c.var.visitor, c.req.valid('json').record)
        return c.json(await investigating.head(c.var.visitor.company), 200)
      },
    )
}

const TYPES = { proven: ['application/jsonl', 'jsonl'], table: ['text/csv; charset=utf-8', 'csv'] } as const

async function taken(c: Context<AtHome>, investigating: Investigating, wanted: Sought, as: ExportAs) {
  const lines = await investigating.export(c.var.visitor, wanted, as)
  const [type, ending] = TYPES[as]
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="audit.${ending}"`)
  c.header('X-Content-Type-Options', 'nosniff')
  return c.body(streamOf(lines))
}

/** As fast as whoever takes it. */
function streamOf(lines: AsyncGenerator<string>) {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(stream) {
      const { value, done } = await lines.next()
      if (done) stream.close()
      else stream.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['audit'] })
}

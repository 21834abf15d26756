/** HTTP of absences: everybody's own, and for administrators anybody's. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { DiaryRow, ShownAbsence, ShownPerson } from '../shown.ts'
import type { AtHome, Visitor } from '../signed-in.ts'
import { valid } from '../valid.ts'
import type { NewAbsence } from './absences.ts'

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const person = z.string().min(1).max(64)
const moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at))

export interface AbsenceRoutesDeps {
  absences: {
    of(
      visitor: Visitor,
    ): Promise<{ mine: ShownAbsence[]; standingIn: ShownAbsence[]; colleagues: ShownPerson[] }>
    beAway(visitor: Visitor, wanted: NewAbsence): Promise<ShownAbsence>
    /** Refused as `not_found` when it is another's. */
    comeBack(visitor: Visitor, id: string): Promise<ShownAbsence>
    diary(visitor: Visitor, id: string): Promise<DiaryRow[]>
  }
  home: {
    /** Refused as `not_found` to whoever is no administrator. */
    administrator(visitor: Visitor, doing: 'changing'): Promise<void>
  }
}

export function absenceRoutes({ absences, home }: AbsenceRoutesDeps) {
  const wanted = z.strictObject({
    person: person.optional(),
    substitute: person,
    since: moment,
    until: moment,
  })
  return new Hono<AtHome>()
    .get('/', about('My absences, and those in which I stand in'), async (c) =>
      c.json(await absences.of(c.var.visitor), 200),
    )
    .put(
      '/:id',
      about(
        'I am away from then to then, and this colleague stands in; an administrator may say it of others',
      ),
      valid('param', z.object({ id })),
      valid('json', wanted),
      async (c) => {
        const { visitor } = c.var
        const { person: who = visitor.person, ...rest } = c.req.valid('json')
        if (who !== visitor.person) await home.administrator(visitor, 'changing')
        return c.json(
          await absences.beAway(visitor, { id: c.req.valid('param').id, person: who, ...rest }),
          200,
        )
      },
    )
    .delete('/:id', about('I am back, or do not go'), valid('param', z.object({ id })), async (c) =>
      c.json(await absences.comeBack(c.var.visitor, c.req.valid('param').id), 200),
    )
    .get(
      '/:id/diary',
      about('What has happened while I was away'),
      valid('param', z.object({ id })),
      async (c) => {
        const rows = await absences.diary(c.var.visitor, c.req.valid('param').id)
        return c.json({ rows }, 200)
      },
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['absences'] })
}

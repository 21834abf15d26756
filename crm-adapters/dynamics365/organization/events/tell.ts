/** Who has asked to be told of what has happened: steps registered on a message and a table. */
import type { Happening } from '../records/act.ts'
import { type Reference, type Row, referenceIn, rowAt, rowsIn, same, textIn } from '../rows.ts'
import type { World } from '../world.ts'
import { contextOf } from './context.ts'
import { deliver } from './deliver.ts'

/** Asynchronous steps: each is told by itself, in no order that could be relied upon. */
export function tell(world: World, happened: Happening[]): void {
  const steps = rowsIn(world.rows, 'sdkmessageprocessingstep')
  for (const one of happened) {
    for (const step of steps.filter((row) => listens(world, row, one))) told(world, step, one)
  }
}

function told(world: World, step: Row, one: Happening): void {
  const endpoint = followed(world, step, 'eventhandler')
  if (!endpoint) return
  const context = contextOf(world, one, step, imagesOf(world, step))
  if (world.faults.eventLost()) {
    const { message, table, id } = one
    world.sent.push({ message, table, id, status: 'lost', at: world.now() })
    return
  }
  const send = () => {
    const sending = deliver(world, endpoint, step, one, context)
    world.underway.add(sending)
    void sending.finally(() => world.underway.delete(sending))
  }
  world.faults.sendEvent(send)
  if (world.faults.eventDoubled()) world.faults.sendEvent(send)
}

function listens(world: World, step: Row, one: Happening): boolean {
  if (step.values.statecode === 1 || step.values.mode !== 1 || step.values.stage !== 40) return false
  const message = followed(world, step, 'sdkmessageid')
  if (!message || textIn(message, 'name') !== one.message) return false
  const filter = followed(world, step, 'sdkmessagefilterid')
  if (filter && textIn(filter, 'primaryobjecttypecode') !== one.table) return false
  const attributes = textIn(step, 'filteringattributes').split(',').filter(Boolean)
  if (one.message !== 'Update' || attributes.length === 0) return true
  return attributes.some((name) => name.trim() in (one.written ?? {}))
}

function imagesOf(world: World, step: Row): Row[] {
  return rowsIn(world.rows, 'sdkmessageprocessingstepimage').filter((image) =>
    same(referenceIn(image, 'sdkmessageprocessingstepid'), step),
  )
}

function followed(world: World, row: Row, column: string): Row | undefined {
  const reference: Reference | undefined = referenceIn(row, column)
  return reference && rowAt(world.rows, reference)
}

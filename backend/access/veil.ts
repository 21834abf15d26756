/** What is told in a thread, as somebody is shown it who is not shown all: of its messages and of what happened. */
import type { RecordContext, RecordPanel } from '../../crm-adapters/port.ts'
import type {
  Field,
  Happened,
  LastMessage,
  ShownFile,
  ShownMessage,
  ShownPerson,
  ShownThread,
} from '../shown.ts'
import { admits, admitsAll } from './file-classes.ts'
import type { View } from './sight.ts'

export type Seeing = Pick<View, 'fromSeq' | 'hidden' | 'classes' | 'part'> & {
  /** He was invited to the thread, and knows nothing of the host. */
  invited: boolean
}

/** Whether there is nothing to leave out. */
export function isClear({ fromSeq, hidden, invited, classes, part }: Seeing): boolean {
  return fromSeq === 1 && hidden.length === 0 && !invited && !part && admitsAll(classes)
}

/** Undefined when the message is from before his time. */
export function veiled(message: ShownMessage, seeing: Seeing): ShownMessage | undefined {
  if (message.seq < seeing.fromSeq) return undefined
  if (isClear(seeing)) return message
  const { quote, happened, tasks, ...rest } = message
  const files = rest.files.flatMap((file) => veiledFile(file, rest.thread, seeing) ?? [])
  return {
    ...rest,
    files,
    ...(files.length < rest.files.length && { withheld: rest.files.length - files.length }),
    ...(quote && quote.seq >= seeing.fromSeq && { quote }),
    ...(happened && { happened: veiledHappening(happened, seeing) }),
    ...(tasks && !seeing.invited && !seeing.hidden.includes('tasks') && { tasks }),
  }
}

/** The same of a whole thread. */
export function veiledThread(thread: ShownThread, seeing: Seeing): ShownThread {
  if (isClear(seeing)) return thread
  const { lastMessage, pins, ...rest } = thread
  return {
    ...rest,
    ...(seeing.fromSeq > 1 && { fromSeq: seeing.fromSeq }),
    pins: pins.flatMap((pin) => veiled(pin, seeing) ?? []),
    ...(lastMessage && lastMessage.seq >= seeing.fromSeq && { lastMessage: veiledLast(lastMessage, seeing) }),
  }
}

export function veiledLast(
  { happened, ...message }: LastMessage,
  seeing: Pick<Seeing, 'hidden' | 'invited'>,
): LastMessage {
  return { ...message, ...(happened && { happened: veiledHappening(happened, seeing) }) }
}

/** A file of this thread; undefined when it is of a class he is not shown. A version that he does not see is not there for him. */
export function veiledFile(file: ShownFile, thread: string, seeing: Seeing): ShownFile | undefined {
  if (!admits(seeing.classes, file.class)) return undefined
  const { version, replaced, ...rest } = file
  const newer = replaced && admits(seeing.classes, replaced.class) ? replaced : undefined
  if (!seeing.part)
    return { ...rest, ...(version !== undefined && { version }), ...(newer && { replaced: newer }) }
  const alone = seeing.invited ? ours(rest) : rest
  if (newer?.thread !== thread) return alone
  // Its number would count those he does not see.
  const { version: _, ...unnumbered } = newer
  return { ...alone, replaced: unnumbered }
}

/** That a file is kept at the host, and where, is the host's people's to know. */
function ours({ keeping: _, kept: __, ...file }: ShownFile): ShownFile {
  return file
}

/** A line stays where it is, for messages are counted without gaps; it says no more what it was about. */
function veiledHappening(
  happened: Happened,
  { hidden, invited }: Pick<Seeing, 'hidden' | 'invited'>,
): Happened {
  const isOthers = invited && OTHERS.has(happened.what)
  return isOthers || tellsOf(happened, hidden) ? { what: 'veiled', by: null } : happened
}

/** Whether it tells of one of these fields of the record. */
export function tellsOf({ what }: Happened, fields: readonly Field[]): boolean {
  const field = FIELD_OF[what]
  return field !== undefined && fields.includes(field)
}

/** What it tells of the record. */
const FIELD_OF: Partial<Record<Happened['what'], Field>> = {
  amount: 'amount',
  stage: 'stage',
  funnel: 'stage',
  responsible: 'responsible',
  task_done: 'tasks',
  took_over: 'title',
}

/** What is between those who invite and those who are invited. */
const OTHERS = new Set<Happened['what']>(['invited', 'declined', 'invite_ended', 'invite_ends', 'continued'])

/** The record without what is hidden; its number stays. */
export function contextWithout(context: RecordContext, hidden: readonly Field[]): RecordContext {
  if (hidden.length === 0) return context
  const { record, title, amount, currency, stage, funnel, responsible, client, closeDate } = context
  const shown = (field: Field) => !hidden.includes(field)
  return {
    record,
    title: shown('title') ? title : '',
    amount: shown('amount') ? amount : null,
    currency: shown('amount') ? currency : null,
    stage: shown('stage') ? stage : null,
    funnel: shown('stage') ? funnel : null,
    responsible: shown('responsible') ? responsible : null,
    client: shown('client') ? client : null,
    closeDate: shown('closeDate') ? closeDate : null,
    ...(context.madeFrom && { madeFrom: context.madeFrom }),
    ...(context.convertedTo && { convertedTo: context.convertedTo }),
  }
}

/** What surrounds the record without what is hidden. */
export function panelWithout(panel: RecordPanel, hidden: readonly Field[]): RecordPanel {
  const shown = <T>(field: Field, block: T) => (hidden.includes(field) ? null : block)
  return {
    bought: shown('bought', panel.bought),
    paid: shown('paid', panel.paid),
    products: shown('products', panel.products),
    invoices: shown('invoices', panel.invoices),
    tasks: shown('tasks', panel.tasks),
    ...(panel.margin !== undefined && { margin: shown('margin', panel.margin) }),
    ...(panel.quotes !== undefined && { quotes: shown('invoices', panel.quotes) }),
    ...(panel.orders !== undefined && { orders: shown('invoices', panel.orders) }),
  }
}

/** A colleague as people from outside know him. */
export function nameOnly({ id, name, leftAt, sponsor }: ShownPerson): ShownPerson {
  return {
    id,
    name,
    position: null,
    role: null,
    photo: null,
    ...(leftAt && { leftAt }),
    ...(sponsor && { sponsor }),
  }
}

/** Nothing of the host. */
export const emptyPanel: RecordPanel = {
  bought: null,
  paid: null,
  products: null,
  invoices: null,
  tasks: null,
}

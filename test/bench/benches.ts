/** Every bench there is, in the order they run. */
import { audit } from './audit.ts'
import { backingUp } from './backing-up.ts'
import { control } from './control.ts'
import { delivering } from './delivering.ts'
import { dynamics } from './dynamics.ts'
import { errands } from './errands.ts'
import type { Extent } from './extent.ts'
import { fanOut } from './fan-out.ts'
import type { Figure } from './figure.ts'
import { files } from './files.ts'
import { growth } from './growth.ts'
import { hosts } from './hosts.ts'
import { idle } from './idle.ts'
import { leaving } from './leaving.ts'
import { looking } from './looking.ts'
import { neighbours } from './neighbours.ts'
import { nodes } from './nodes.ts'
import { pages } from './pages.ts'
import { purging } from './purging.ts'
import { returning } from './returning.ts'
import { searching } from './searching.ts'
import { sends } from './sends.ts'
import { sizing } from './sizing.ts'
import { snapshot } from './snapshot.ts'
import { sockets } from './sockets.ts'
import { starting } from './starting.ts'
import { typing } from './typing.ts'
import { unread } from './unread.ts'
import { widget } from './widget.ts'

export interface Bench {
  /** `npm run bench -- --only ...` */
  name: string
  /** What is measured. */
  says: string
  /** @param node arguments of Node: the program that is measured */
  measure(node: string[], extent: Extent): Promise<Figure[]>
}

export const benches: readonly Bench[] = [
  { name: 'sends', says: 'messages stored durably, beside the bare database', measure: sends },
  { name: 'delivering', says: 'messages stored and told to 1, 5 and 50 people', measure: delivering },
  { name: 'pages', says: 'a page of a long thread', measure: pages },
  { name: 'snapshot', says: 'a card opened in a big database', measure: snapshot },
  { name: 'sockets', says: 'a thousand people talking on a hundred cards', measure: sockets },
  { name: 'fan-out', says: 'one message to ten thousand windows', measure: fanOut },
  { name: 'idle', says: 'windows in which nothing happens', measure: idle },
  { name: 'returning', says: 'everybody comes back at once and has missed much', measure: returning },
  { name: 'unread', says: 'what is unread of somebody in ten thousand threads', measure: unread },
  { name: 'growth', says: 'what costs more when there is more of something', measure: growth },
  { name: 'widget', says: 'what a browser loads, and how soon it shows something', measure: widget },
  { name: 'typing', says: 'a letter typed beside five thousand messages', measure: typing },
  { name: 'control', says: 'what a form in Dynamics loads', measure: control },
  { name: 'dynamics', says: 'a form in Dynamics, until the first message', measure: dynamics },
  { name: 'starting', says: 'from nothing to ready, and memory at rest', measure: starting },
  { name: 'searching', says: 'words in a million messages', measure: searching },
  { name: 'errands', says: 'what is done in the CRM for us', measure: errands },
  { name: 'hosts', says: 'what the CRM is asked, and how often', measure: hosts },
  { name: 'neighbours', says: 'one company asks without end, another writes', measure: neighbours },
  { name: 'looking', says: 'ten thousand companies in which nothing is due', measure: looking },
  { name: 'leaving', says: 'somebody dismissed from thousands of threads', measure: leaving },
  { name: 'purging', says: 'a hundred thousand messages erased beside those who write', measure: purging },
  { name: 'audit', says: 'a million entries of the log checked', measure: audit },
  { name: 'backing-up', says: 'a backup made beside those who write', measure: backingUp },
  { name: 'files', says: 'files taken and given', measure: files },
  { name: 'nodes', says: 'Postgres, one node and two', measure: nodes },
  { name: 'sizing', says: 'what a message, a card and a window cost', measure: sizing },
]

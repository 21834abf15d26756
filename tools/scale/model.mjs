/**
 * `node tools/scale/model.mjs --companies 100000`: what an installation of that size has to carry, from how people behave
 * (assumed) and what one piece of work costs (measured, or estimated). Any figure below may be given: `--peopleEach 30`.
 */
import { parseArgs } from 'node:util'

/** How many, and what they do. Assumed; of a sales company of the middle size. */
const assumed = {
  companies: 100_000,
  peopleEach: 12,
  /** Messages a person writes on a working day. */
  messagesEach: 20,
  workingDays: 250,
  /** Share of a day's messages that fall into its busiest hour, and how far its busiest second is above that. */
  busiestHour: 0.15,
  busiestSecond: 2,
  /** Share of people with a card open in that hour, and cards each opens in it. */
  lookingAtOnce: 0.4,
  cardsAnHour: 6,
  /** People told of a message at once, and hosts' events about records of ours, for each message. */
  toldOfEach: 3,
  hostEventsEach: 0.5,
  /** Files for each message, and their bytes; how many days bytes are kept. */
  filesEach: 0.08,
  fileBytes: 700_000,
  fileDays: 30,
  /** Requests a card's opening costs at its host, and a day of telling outside (bell, notes, timeline) for each message. */
  hostRequestsACard: 2,
  hostRequestsAMessage: 0.3,
  /** Whole nodes and database servers are filled to this share in the busiest second. */
  filled: 0.5,
}

/** What one piece costs, measured on two shared cores with Postgres 18: see SCALING.md for how. */
const measured = {
  /** Bytes of the database for each message with its event, search entry and audit entry, and of the write-ahead log. */
  databaseBytes: 2600,
  logBytes: 10_000,
  /** Milliseconds of a node's core for each message stored, and each look whether something is due. */
  sendingMs: 1.5,
  lookingMs: 0.26,
  statementsASend: 13,
}

/** The same, estimated: not measured on Postgres yet. */
const estimated = {
  /** Milliseconds of a node's core for each event told to a socket, and each card opened. */
  tellingMs: 0.03,
  openingMs: 6,
  statementsACard: 12,
  /** Bytes of a node for each socket, and of a hint on the bus. */
  socketBytes: 25_000,
  hintBytes: 130,
  /** Statements a database server of 8 cores answers in a second. */
  statementsOfAServer: 40_000,
}

/** Seconds between two rounds of what is looked at for every company (backend/later/schedule.ts), and how many of each. */
const rounds = { 300: 1, 600: 2, 3600: 6, 86400: 11 }
/** Looks for each message, at most: whether there is something to tell outside, and to sign. */
const looksAMessage = 2
/** Questions a node asks in a minute for all companies at once (`npm run bench -- --only looking`). */
const questionsAMinute = 105
/** Requests at a host that a company's rounds cost in an hour: changes nobody told of, cards, tasks, people. */
const hostRequestsAnHour = 12 + 6 + 6 + 1

const { values } = parseArgs({
  options: Object.fromEntries(
    Object.keys({ ...assumed, ...measured, ...estimated }).map((name) => [name, { type: 'string' }]),
  ),
})
const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]))
const a = { ...assumed, ...measured, ...estimated, ...given }

const people = a.companies * a.peopleEach
const messagesADay = people * a.messagesEach
const messages = (messagesADay * a.busiestHour * a.busiestSecond) / 3600
const sockets = people * a.lookingAtOnce
const cards = (sockets * a.cardsAnHour * a.busiestSecond) / 3600
const looks =
  a.companies * Object.entries(rounds).reduce((sum, [every, many]) => sum + many / Number(every), 0) +
  messages * looksAMessage
const told = messages * a.toldOfEach
const hostEvents = messages * a.hostEventsEach
const hostRequests =
  (a.companies * hostRequestsAnHour) / 3600 + messages * a.hostRequestsAMessage + cards * a.hostRequestsACard
const cores = {
  sending: (messages * a.sendingMs) / 1000,
  telling: (told * a.tellingMs) / 1000,
  cards: (cards * a.openingMs) / 1000,
  looking: (looks * a.lookingMs) / 1000,
}
const nodes = Math.ceil(Object.values(cores).reduce((sum, each) => sum + each, 0) / a.filled)
const statements =
  messages * a.statementsASend + cards * a.statementsACard + looks + (nodes * questionsAMinute) / 60
const servers = Math.ceil(statements / a.statementsOfAServer / a.filled)

print('Load of the busiest second', [
  ['people', people],
  ['messages', messages, '/s'],
  ['told to sockets', told, '/s'],
  ['cards opened', cards, '/s'],
  ['sockets', sockets],
  ['events of hosts', hostEvents, '/s'],
  ['looks whether something is due', looks, '/s'],
  ['statements at the database', statements, '/s'],
  ['hints on the bus, to each node', messages, '/s'],
  ['hints on the bus, to each node', (messages * a.hintBytes) / 1e6, 'MB/s'],
])
print('What a year leaves', [
  ['messages', messagesADay * a.workingDays],
  ['database', (messagesADay * a.workingDays * a.databaseBytes) / 1e12, 'TB'],
  ['write-ahead log a working day', (messagesADay * a.logBytes) / 1e9, 'GB'],
  ['files, at any time', (messagesADay * a.filesEach * a.fileBytes * a.fileDays) / 1e12, 'TB'],
])
print('Cores of nodes', [
  ...Object.entries(cores),
  [`nodes of one core, ${a.filled * 100} % full`, nodes],
  ['memory for sockets, each node', (sockets * a.socketBytes) / nodes / 1e6, 'MB'],
])
print('Database', [
  [`servers of 8 cores, ${a.filled * 100} % full`, servers],
  ['database of each after a year', (messagesADay * a.workingDays * a.databaseBytes) / servers / 1e9, 'GB'],
])
print('Requests at hosts', [
  ['all', hostRequests, '/s'],
  ['of one company by the clock', hostRequestsAnHour / 3600, '/s'],
  ['of one company, busiest second', hostRequests / a.companies, '/s'],
  ['what a portal allows', 2, '/s'],
  ['tokens renewed at the OAuth server', a.companies / 3600, '/s'],
])

/** A table in Markdown. */
function print(title, rows) {
  console.log(`\n| ${title} | | |\n|---|---:|---|`)
  for (const [name, value, unit = ''] of rows) console.log(`| ${name} | ${shown(value)} | ${unit} |`)
}

function shown(value) {
  const rounded = Number(value.toPrecision(2))
  return rounded >= 1e9
    ? `${rounded / 1e9} billion`
    : rounded.toLocaleString('en', { maximumSignificantDigits: 2 })
}

import type { Check } from './check.ts'

/** What goes wrong by itself: disks, power, networks, clocks, too much of everything. */
export const failing: readonly Check[] = [
  {
    what: 'kill -9 under load',
    tests: [['faults/kill', 'a server killed while people write']],
    drills: ['kill'],
  },
  {
    what: 'power cuts, replayed; and a trial that fails where durability is weakened',
    drills: ['power'],
  },
  {
    what: 'the n-th system call fails, once and for ever',
    tests: [['backend/files-failing', 'what is refused is not there, and what was taken is there whole']],
    drills: ['calls', 'starts', 'uploads'],
  },
  { what: 'the disk is full for a minute', drills: ['disk-full'] },
  {
    what: 'the disk becomes read-only',
    tests: [['backend/companies-sessions', 'reading goes on when nothing can be written']],
    drills: ['given-up', 'read-only'],
    lacks: 'started on a read-only disk it says so and ends: nothing is read then',
  },
  {
    what: 'damaged databases',
    tests: [
      ['backend/store-damaged', 'from the first damage that is met on, nothing more is written'],
      ['backend/store-damaged', 'damage that nobody touches is found by looking through all of it'],
      ['backend/audit-texts', 'one changed in the database is not'],
    ],
    drills: ['damage'],
    lacks:
      'a text altered within its row of a database that is not encrypted is found when it is looked for, not when it is read',
  },
  { what: 'throughput', bench: ['sends', 'delivering', 'sockets', 'sizing'] },
  { what: 'history and cards', bench: ['pages', 'snapshot', 'hosts'] },
  {
    what: 'search',
    tests: [['backend/search-http', 'twenty people may search at once']],
    bench: ['searching'],
  },
  {
    what: 'sockets: too large, too many, too slow, all at once',
    tests: [
      ['backend/limits', 'sockets that say more than anybody types are closed'],
      ['backend/live', 'a socket that does not read is closed instead of remembered for'],
    ],
    drills: ['stalled', 'storm'],
    bench: ['returning'],
  },
  { what: 'idle sockets', bench: ['idle', 'fan-out', 'sizing', 'starting'] },
  { what: 'a long run', tests: [['backend/let-go', 'holds no memory']], drills: ['soak'] },
  {
    what: 'a stop',
    tests: [['faults/drills', 'told to stop, a server answers what is on its way']],
    drills: ['stop', 'nodes-rolling'],
  },
  {
    what: 'clock jumps',
    tests: [
      ['faults/drills', 'a clock that jumps by days'],
      ['backend/files-expiry', 'a clock that leaps forty days while we run lets nothing go'],
      ['backend/nodes-starting', 'a machine whose clock is wrong'],
      ['backend/wall-clock', 'set forty days ahead meanwhile, nothing is deleted by it'],
      [
        'backend/wall-clock',
        'off for forty days, it goes by its clock again as soon as the CRM says the same',
      ],
    ],
    drills: ['clock', 'nodes-skew'],
    lacks: 'what was written by a clock that was wrong keeps its time',
  },
  {
    what: 'migrations and restoring',
    tests: [
      ['backend/schemas', 'is brought to the tables of now'],
      ['backend/backup', 'after the disk is lost the restored server has the same messages and files'],
      ['backend/downgrade', 'a database of a newer version is refused in words'],
      ['faults/drills', 'a new version killed while it changes the tables'],
    ],
    drills: ['updates'],
    lacks: 'there is no released version yet to come from but the first',
  },
  {
    what: 'a backup while people write',
    tests: [['backend/backup', 'after the disk is lost the restored server has the same messages and files']],
    bench: ['backing-up'],
  },
  {
    what: 'what is sent again is there once',
    tests: [
      ['backend/messages', 'the same message sent again, even five times at once, is one message'],
      ['backend/messages', "a colleague's id cannot be taken"],
    ],
  },
  {
    what: 'a snapshot and what happened since are a fresh snapshot',
    tests: [['backend/convergence', 'an old snapshot and what happened since are a fresh snapshot']],
  },
  {
    what: 'one order for all, over two nodes',
    tests: [
      ['backend/nodes', 'five hundred messages from both nodes are told at both: each once, in one order'],
    ],
    drills: ['nodes-rolling', 'nodes-killed'],
  },
  {
    what: 'the CRM is told once and in order',
    tests: [
      ['backend/errands-once', 'while every third answer is lost and workers die'],
      ['contracts/bitrix24-queue', 'is never asked more than it takes'],
    ],
    bench: ['errands'],
  },
  {
    what: 'a CRM that hangs, is deleted, or has not been paid',
    tests: [
      ['backend/companies-hanging', 'messages are sent while the portal is asked'],
      ['contracts/bitrix24-queue', 'that stopped us by hand is looked at once a minute'],
    ],
  },
  {
    what: 'one renewal for all who wait',
    tests: [
      ['backend/companies-grants', 'two hundred who find it expired at once renew it once'],
      ['backend/companies-grants', 'a grant the host has renewed and the disk refused'],
    ],
    bench: ['hosts'],
  },
  {
    what: 'events doubled and turned round',
    tests: [['backend/companies-events', 'five hundred in any order']],
  },
  {
    what: 'events nobody sent',
    tests: [
      ['backend/continued', 'without an event the comparison with the portal finds the merge'],
      ['backend/dynamics-events', 'a change that nobody told of is found by comparing'],
    ],
  },
  {
    what: 'two nodes: bus, database and clocks fail',
    tests: [
      ['faults/nodes', 'a database that dies and comes back has lost nothing acknowledged'],
      ['faults/nodes', 'that was waited for, nothing acknowledged is lost'],
      [
        'backend/live',
        'where another event stands under the number of the last one told, everybody takes a fresh snapshot',
      ],
      ['backend/live', 'somebody who knows more than there is'],
    ],
    drills: ['nodes-deaf', 'nodes-database', 'nodes-skew', 'nodes-lease', 'failover'],
  },
]

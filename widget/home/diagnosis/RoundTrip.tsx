import type { Finding } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { server } from '../home.model.ts'
import { homeWords } from '../words/index.ts'
import { seconds } from './details.ts'
import { likelyWhy, type Trip, trip, tryRoundTrip } from './diagnosis.model.ts'
import { hostInWords } from './FindingCard.tsx'

/** The one test an administrator can run: whether what happens at the portal reaches us. */
export function RoundTrip({ findings }: { findings: Finding[] }) {
  const { title, hint, run } = homeWords.diagnosis.test
  const now = trip.value
  return (
    <section class="round-trip">
      <div class="round-trip-words">
        <h3>{title}</h3>
        <p role="status" data-state={now?.state}>
          {now ? inWords(now, findings) : hint}
        </p>
      </div>
      <Button kind="primary" disabled={now?.state === 'waiting'} onClick={() => void tryRoundTrip(server())}>
        {run}
      </Button>
    </section>
  )
}

function inWords(now: Trip, findings: Finding[]): string {
  const { waiting, arrived, late, refused, why } = homeWords.diagnosis.test
  switch (now.state) {
    case 'waiting':
      return waiting
    case 'arrived':
      return arrived(seconds(now.ms))
    case 'refused':
      return refused(hostInWords(now.reason))
    case 'late':
      return `${late} ${why[likelyWhy(findings)]}`
  }
}

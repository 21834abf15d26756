/** What an administrator has us do in his organization before anybody sees a chat there. All of it with rights he has lent. */
import { text } from '../json.ts'
import type { Answer, BroughtIn, Grant, Lending, Portal, SettingUp } from '../port.ts'
import { admit, standingOf } from './application-user.ts'
import { untracked } from './changes.ts'
import type { Dataverse } from './dataverse.ts'
import { drawing } from './drawing.ts'
import { query, rowsOf } from './odata.ts'
import { solutionName } from './solution.ts'
import { endpointOf, removeWebhook, stepsThere } from './webhook.ts'

export interface SettingUpDeps {
  /** Of our application in Entra. */
  clientId: string
  onPremises(origin: string): boolean
  lending: SettingUp['prove']
  environments: SettingUp['environments']
  as(portal: Portal, grant: Pick<Grant, 'access' | 'person'>): Dataverse
  byOurselves(portal: Portal): Dataverse
}

/** Milliseconds: the platform publishes and imports while we wait. */
const LONG = 240_000

export function settingUp(deps: SettingUpDeps): SettingUp {
  const { clientId, onPremises } = deps
  const at = ({ portal, lent, person }: Lending) => deps.as(portal, { ...lent, person: person.id })
  const application = ({ portal }: Lending) => ({
    clientId,
    byItself: onPremises(portal.origin) ? deps.byOurselves(portal) : undefined,
  })

  return {
    prove: deps.lending,
    environments: deps.environments,
    onPremises: ({ origin }) => onPremises(origin),

    async broughtIn(to) {
      const dataverse = at(to)
      const [solutions, standing, events, tracking] = await Promise.all([
        dataverse.read(query('solutions', { select: 'version', filter: `uniquename eq '${solutionName}'` })),
        standingOf(dataverse, application(to)),
        stepsThere(dataverse, to.portal.company),
        untracked(dataverse),
      ])
      if (!solutions.ok) return solutions
      if (!standing.ok) return standing
      if (!events.ok) return events
      if (!tracking.ok) return tracking
      const there: BroughtIn = {
        package: text(rowsOf(solutions.value)[0]?.version),
        ...standing.value,
        events: events.value,
        untracked: tracking.value,
      }
      return { ok: true, value: there }
    },

    async bringPackage(to, archive) {
      const given = {
        CustomizationFile: Buffer.from(archive).toString('base64'),
        OverwriteUnmanagedCustomizations: false,
        PublishWorkflows: false,
        ImportJobId: crypto.randomUUID(),
      }
      return done(await at(to).perform('ImportSolution', given, LONG))
    },

    admitUs: (to) => admit(at(to), to.portal, application(to)),
    takeEventsOff: (to) => removeWebhook(at(to), endpointOf(to.portal.company)),

    ...drawing({ at, onPremises: ({ origin }) => onPremises(origin) }),
  }
}

function done(answer: Answer<unknown>): Answer<null> {
  return answer.ok ? { ok: true, value: null } : answer
}

import type { FramedRecord } from '../../../crm-adapters/dynamics365/frame.ts'
import { tabName } from '../../../crm-adapters/dynamics365/solution.ts'
import { type Desk, peopleIn } from '../shell/desk.ts'
import { badgePane, xrm } from '../shell/xrm.ts'

export function deskOf(door: 'webresource' | 'pane' | 'home'): Desk {
  return {
    door,

    openRecord(record) {
      const opening = door === 'home' ? goTo(record) : openBeside(record)
      opening?.catch((error: unknown) => console.info('the form was not opened:', error))
    },

    openPage(url) {
      window.open(url, '_blank', 'noopener')
    },

    async choosePeople() {
      const api = xrm()
      if (!api) throw new Error('this page has no client API')
      const chosen = await api.Utility.lookupObjects({
        entityTypes: ['systemuser'],
        defaultEntityType: 'systemuser',
        allowMultiSelect: true,
      })
      return peopleIn(chosen)
    },

    // Over all cards, where the pane counts what waits in one.
    badge: door === 'home' ? () => {} : badgePane,
  }
}

function openBeside({ type, id }: FramedRecord): Promise<unknown> | undefined {
  return xrm()?.Navigation.openForm({ entityName: type, entityId: id, openInNewWindow: true })
}

/** The record's form in our place, on the chat's tab where the app can be told of one. */
function goTo({ type, id }: FramedRecord): Promise<unknown> | undefined {
  const navigation = xrm()?.Navigation
  return navigation?.navigateTo
    ? navigation.navigateTo({ pageType: 'entityrecord', entityName: type, entityId: id, tabName })
    : navigation?.openForm({ entityName: type, entityId: id, openInNewWindow: false })
}

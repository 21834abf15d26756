/** A notification in the bell of model-driven apps; its shape is known from memory only. */
import { carryOut } from '../records/act.ts'
import { createRow } from '../records/change.ts'
import { referenceAt } from '../webapi/body.ts'
import { apiOf, json } from '../webapi/exchange.ts'
import { refusals } from '../webapi/refused.ts'
import { mustHold } from '../webapi/write.ts'
import { tableCalled } from '../world.ts'
import { type Action, existing, given } from './asked.ts'

export const SendAppNotification: Action = (asked) => {
  const { world, caller } = asked
  const { Title, Body, Recipient, IconType, ToastType, Actions } = given(asked)
  const recipient = referenceAt(world, String(Recipient))
  if (recipient?.table !== 'systemuser') throw refusals.badArgument('Recipient is no user.')
  existing(world, recipient)
  mustHold(asked, 'Create', tableCalled(world, 'appnotification'))
  const row = carryOut(world, caller, (act) =>
    createRow(act, 'appnotification', {
      title: String(Title ?? ''),
      body: typeof Body === 'string' ? Body : null,
      icontype: typeof IconType === 'number' ? IconType : 100000000,
      toasttype: typeof ToastType === 'number' ? ToastType : 200000000,
      data: Actions ? JSON.stringify(Actions) : null,
      ownerid: recipient,
    }),
  )
  return json(200, {
    '@odata.context': `${apiOf(world)}$metadata#Microsoft.Dynamics.CRM.SendAppNotificationResponse`,
    NotificationId: row.id,
  })
}

/** Every method we call and the scope it needs; those without one are open to every application. */
export const methods: Record<string, string | null> = {
  profile: null,
  scope: null,
  'app.info': null,
  'method.get': null,
  'feature.get': null,
  'event.get': null,
  'event.bind': null,
  'event.unbind': null,

  'placement.list': 'placement',
  'placement.get': 'placement',
  'placement.bind': 'placement',
  'placement.unbind': 'placement',

  'user.current': 'user_brief',
  'user.get': 'user_brief',

  'crm.item.get': 'crm',
  'crm.item.list': 'crm',
  'crm.status.list': 'crm',
  'crm.category.list': 'crm',
  'crm.type.list': 'crm',
  'crm.item.productrow.list': 'crm',
  'crm.item.payment.list': 'crm',

  'tasks.task.list': 'task',
}

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
  'event.test': null,

  'placement.list': 'placement',
  'placement.get': 'placement',
  'placement.bind': 'placement',
  'placement.unbind': 'placement',

  'user.current': 'user_brief',
  'user.get': 'user_brief',
  'department.get': 'department',

  'crm.item.get': 'crm',
  'crm.item.list': 'crm',
  'crm.item.fields': 'crm',
  'crm.status.list': 'crm',
  'crm.category.list': 'crm',
  'crm.type.list': 'crm',
  'crm.item.productrow.list': 'crm',
  'crm.item.payment.list': 'crm',
  'crm.timeline.logmessage.add': 'crm',
  'crm.timeline.logmessage.list': 'crm',
  'crm.activity.list': 'crm',
  'crm.activity.configurable.add': 'crm',
  'crm.activity.configurable.update': 'crm',

  'im.notify.system.add': 'im',
  'im.notify.delete': 'im',

  'tasks.task.list': 'task',
  'tasks.task.get': 'task',
  'tasks.task.add': 'task',
  'tasks.task.update': 'task',

  'disk.storage.getForApp': 'disk',
  'disk.rights.getTasks': 'disk',
  'disk.folder.getChildren': 'disk',
  'disk.folder.addSubFolder': 'disk',
  'disk.folder.uploadFile': 'disk',
}

/** Permissions an application may be given, and which of them a method needs. */
export const scopes = ['crm', 'placement', 'im', 'user_brief', 'department', 'task', 'disk']

/** Undefined for methods everybody may call. */
export function scopeOf(method: string): string | undefined {
  const [module = ''] = method.split('.')
  if (method === 'user.admin' || method.startsWith('user.option.')) return undefined
  return needed[module]
}

const needed: Record<string, string> = {
  crm: 'crm',
  placement: 'placement',
  im: 'im',
  user: 'user_brief',
  department: 'department',
  tasks: 'task',
  disk: 'disk',
  imconnector: 'imconnector',
}

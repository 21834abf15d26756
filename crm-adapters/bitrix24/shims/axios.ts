/** Stands in for axios in the widget: the SDK may build its REST client, but REST goes through our backend. */
export class AxiosError extends Error {
  override name = 'AxiosError'
  readonly code = 'DEALTHREAD_NO_REST'
}

const refuse = async () => {
  throw new AxiosError('the widget makes no REST calls of its own')
}

export default { create: () => ({ post: refuse }) }

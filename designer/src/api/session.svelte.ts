/** Who is signed in. The token lives as long as the tab: the next person at the PC finds nothing. */
import type { ViewerResult } from './operations'

const KEY = 'madoguchi.token'

export type Viewer = NonNullable<ViewerResult['viewer']>

class Session {
  token = $state(globalThis.sessionStorage?.getItem(KEY) ?? '')
  viewer: Viewer | null = $state.raw(null)
  /** The server ended the session: the official did not sign out. */
  isEnded = $state(false)

  keep(token: string): void {
    this.token = token
    this.isEnded = false
    sessionStorage.setItem(KEY, token)
  }

  forget(): void {
    this.token = ''
    this.viewer = null
    sessionStorage.removeItem(KEY)
  }

  end(): void {
    this.isEnded ||= this.token !== ''
    this.forget()
  }

  /** Whether one of the viewer's groups has a permission. */
  may(permission: string): boolean {
    return this.viewer?.memberships.some(({ group }) => group.permissions.some((granted) => granted === permission)) ?? false
  }
}

export const session = new Session()

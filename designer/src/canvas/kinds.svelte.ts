/** The kinds of fields, as the backend gives them: no kind is known to this code. */
import type { Json, Operation } from '../api/operations'
import { request } from '../api/request'

interface FieldKindsResult {
  fieldKinds: {
    kind: string
    label: string
    group: string
    help: string
    icon: string
    width: number
    height: number
    preset: Json
    mustBind: boolean
    isContainer: boolean
  }[]
}

const fieldKindsQuery: Operation<FieldKindsResult, Record<string, never>> = `query FieldKinds {
  fieldKinds {
    kind
    label
    group
    help
    icon
    width
    height
    preset
    mustBind
    isContainer
  }
}`

export type FieldKind = FieldKindsResult['fieldKinds'][number]

class Kinds {
  all: readonly FieldKind[] = $state.raw([])
  fault = $state('')
  #isAsked = false

  /** Load them once; a failure can be tried again. */
  load(): void {
    if (this.#isAsked) return
    this.#isAsked = true
    this.fault = ''
    request(fieldKindsQuery, {}).then(
      ({ fieldKinds }) => (this.all = fieldKinds),
      (error: unknown) => {
        this.#isAsked = false
        this.fault = error instanceof Error ? error.message : String(error)
      },
    )
  }

  named(kind: string): FieldKind | undefined {
    return this.all.find((entry) => entry.kind === kind)
  }

  /** What officials call a kind. */
  label(kind: string): string {
    return this.named(kind)?.label ?? '部品'
  }
}

export const kinds = new Kinds()

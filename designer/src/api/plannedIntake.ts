/** Operations that bring in what a city has, whose fields are not in the schema yet. */
import type { Json, Operation } from './operations'

export interface WorkbookNote {
  cell: string
  severity: string
  message: string
}

export interface WorkbookRead {
  __typename: string
  message?: string
  template?: Json
  sheets?: string[]
  notes?: WorkbookNote[]
  knownLabels?: number
  boundLabels?: number
  factor?: number
}

export interface ReadWorkbookInput {
  file: null
  sheet?: string | null
  calibration?: { columns: string; widthMm: number } | null
}

export const readFormWorkbookMutation: Operation<{ readFormWorkbook: WorkbookRead }, { input: ReadWorkbookInput }> = `mutation ReadFormWorkbook($input: ReadFormWorkbookInput!) {
  readFormWorkbook(input: $input) {
    __typename
    ... on WorkbookForm { template sheets notes { cell severity message } knownLabels boundLabels factor }
    ... on Refusal { message path }
  }
}`


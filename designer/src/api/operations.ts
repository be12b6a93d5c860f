// Written by scripts/typescript_operations.py from schema/: change those, and run `make schema`.

export type Json = any

declare const types: unique symbol

/** The text of an operation; the types of its result and variables are known to the compiler. */
export type Operation<Result, Variables> = string & {
  readonly [types]?: (variables: Variables) => Result
}

export type AddressKind = 'CURRENT' | 'FORMER' | 'BEFORE_MOVE_IN' | 'MOVED_TO' | 'MOVING_TO'

export type Asked = 'REQUIRED' | 'OPTIONAL' | 'NOT_ASKED'

export type AssetKind = 'PICTURE' | 'DRAWING' | 'UNDERLAY'

export type AttachmentKind = 'POWER_OF_ATTORNEY' | 'IDENTITY_DOCUMENT' | 'EVIDENCE' | 'SIGNED_APPLICATION' | 'CERTIFICATE' | 'OTHER'

export type CaseEventKind = 'OPENED' | 'PERSON_RECORDED' | 'PERSON_REMOVED' | 'ANSWERS_RECORDED' | 'IDENTITY_CHECKED' | 'IDENTITY_CHECK_WITHDRAWN' | 'PROOF_RECORDED' | 'PROCEDURES_CHOSEN' | 'FORM_FILLED' | 'PRINTED' | 'SHOWN' | 'SHOWING_ENDED' | 'SIGNED' | 'SIGNATURE_WITHDRAWN' | 'PRINTED_AGAIN' | 'COMPLETED' | 'ATTACHED' | 'ATTACHMENT_REMOVED' | 'WITHDRAWN' | 'TAKEN_OVER' | 'RELEASED' | 'TASK_TAKEN' | 'TASK_RETURNED' | 'TASK_COMPLETED' | 'TASK_HANDED_OVER'

export type CaseStatus = 'OPEN' | 'COMPLETED' | 'WITHDRAWN'

export type Certainty = 'PUBLISHED' | 'UNVERIFIED'

export type CertificateItem = 'HEAD_AND_RELATIONSHIP' | 'REGISTERED_DOMICILE' | 'RESIDENT_RECORD_CODE' | 'INDIVIDUAL_NUMBER' | 'NATIONALITY' | 'STATUS_OF_RESIDENCE' | 'COMMON_NAME_HISTORY'

export type CertificateRequester = 'SELF' | 'SAME_HOUSEHOLD' | 'PROXY' | 'THIRD_PARTY'

export type ChangeReason = 'MOVE_IN' | 'MOVE_IN_FROM_ABROAD' | 'BIRTH' | 'EX_OFFICIO_ENTRY' | 'MOVE_OUT' | 'MOVE_OUT_ABROAD' | 'DEATH' | 'EX_OFFICIO_REMOVAL' | 'CHANGE_OF_ADDRESS' | 'MINOR_CORRECTION' | 'EX_OFFICIO_CORRECTION' | 'ERROR_CORRECTION' | 'HOUSEHOLD_SPLIT' | 'HOUSEHOLD_MERGER' | 'HOUSEHOLD_CHANGE' | 'CHANGE_OF_HEAD' | 'FORMER_SURNAME' | 'COMMON_NAME' | 'CANCELLATION'

export type DateStyle = 'ISO' | 'JAPANESE'

export type DayKind = 'WORKING_DAY' | 'EXTRA_OPENING' | 'WEEKLY_HOLIDAY' | 'NATIONAL_HOLIDAY' | 'YEAR_END' | 'CLOSURE'

export type DifferenceKind = 'ADDED' | 'REMOVED' | 'MOVED' | 'RESIZED' | 'CHANGED' | 'SETTING'

export type DocumentKind = 'FORM' | 'GUIDE' | 'SLIP'

export type EnrolmentStatus = 'ENROLLED' | 'ENDED'

export type FindingSeverity = 'ERROR' | 'WARNING' | 'HINT'

export type FormEventKind = 'CREATED' | 'DRAFT_SAVED' | 'DRAFT_RESTORED' | 'DRAFT_IMPORTED' | 'DRAFT_DISCARDED' | 'PUBLISHED' | 'VERSION_ENDED' | 'VERSION_WITHDRAWN' | 'OWNER_CHANGED' | 'REMOVED' | 'OPENED' | 'LEFT'

export type FormState = 'DRAFT_ONLY' | 'SCHEDULED' | 'IN_FORCE' | 'ENDED'

export type FormVersionStatus = 'PUBLISHED' | 'WITHDRAWN'

export type HeaderOf = 'LABELS' | 'KEYS'

export type HowChecked = 'SEEN' | 'READ_BY_IC' | 'ASKED'

export type IdentityResult = 'SUFFICIENT' | 'INSUFFICIENT' | 'WITHDRAWAL'

export type MovementDirection = 'IN' | 'OUT' | 'WITHIN' | 'HOUSEHOLD' | 'NONE'

export type NoteSeverity = 'WARNING' | 'HINT'

export type NotifierRelation = 'SELF' | 'HEAD' | 'SAME_HOUSEHOLD' | 'LEGAL_REPRESENTATIVE' | 'PROXY' | 'THIRD_PARTY'

export type Outcome = 'DONE' | 'REPEATED' | 'REFUSED'

export type PanelSection = 'WHAT' | 'LOOK' | 'PLACE' | 'WHEN' | 'MORE'

export type Paper = 'AS_DESIGNED' | 'A3_SIDE_BY_SIDE'

export type PersonRole = 'MOVER' | 'STAYING' | 'DECEASED' | 'NEWBORN' | 'APPLICANT' | 'SPOUSE' | 'CHILD'

export type PersonSource = 'REGISTER' | 'ENTERED'

export type ProcedureDecision = 'NEEDED' | 'UNDECIDED' | 'ADDED' | 'DROPPED'

export type ProofState = 'MISSING' | 'SHOWN' | 'WAIVED'

export type RefusalCode = 'INVALID_INPUT' | 'NOT_FOUND' | 'NOT_PERMITTED' | 'NOT_SIGNED_IN' | 'VERSION_CONFLICT' | 'WRONG_STATUS' | 'IDEMPOTENCY_KEY_REUSED' | 'NEEDS_CONFIRMATION' | 'WRONG_CREDENTIALS' | 'ACCOUNT_LOCKED' | 'UNPRINTABLE' | 'FAILED_CHECKS' | 'BEING_EDITED' | 'TASK_TAKEN' | 'CLOSED_SECTION' | 'SHOWING_ENDED' | 'DOCUMENT_CHANGED' | 'ALREADY_SIGNED' | 'UNSUPPORTED_FILE' | 'ACTIVE_CONTENT' | 'UNREADABLE_FILE' | 'TOO_LARGE' | 'TOO_MANY_ATTACHMENTS' | 'BUSY' | 'PERIOD_TOO_LONG' | 'INVALID_TEMPLATE'

export type RegisterStatus = 'RESIDENT' | 'MOVED_OUT' | 'DEAD' | 'REMOVED' | 'NOT_REGISTERED'

export type RevisionKind = 'CREATED' | 'SAVED' | 'RESTORED' | 'IMPORTED' | 'PUBLISHED' | 'MERGED'

export type RowsOf = 'APPLICATION' | 'PERSON'

export type Scheme = 'NATIONAL_HEALTH_INSURANCE' | 'LATE_STAGE_MEDICAL' | 'LONG_TERM_CARE' | 'NATIONAL_PENSION' | 'CHILD_ALLOWANCE' | 'CHILD_REARING_ALLOWANCE' | 'SPECIAL_CHILD_REARING_ALLOWANCE' | 'WELFARE_MEDICAL' | 'DISABILITY_WELFARE' | 'CHILD_MEDICAL' | 'NURSERY' | 'RESIDENT_TAX' | 'TAX_COLLECTION' | 'SEAL_REGISTRATION' | 'MY_NUMBER_CARD' | 'NEIGHBOURHOOD' | 'SCHOOL_DISTRICT'

export type Severity = 'ERROR' | 'ALERT'

export type Sex = 'MALE' | 'FEMALE' | 'UNKNOWN'

export type ShowingStatus = 'SHOWN' | 'SIGNED' | 'ENDED' | 'EXPIRED'

export type SignatureMethod = 'TABLET' | 'PEN_TABLET' | 'PAPER'

export type StatisticsDimension = 'SECTION' | 'PLACE' | 'REASON' | 'PROCEDURE' | 'DAY' | 'WEEK' | 'MONTH' | 'HOUR'

export type TaskEventKind = 'ADDED' | 'CHANGED' | 'REOPENED' | 'TAKEN' | 'RETURNED' | 'COMPLETED' | 'PUT_OFF' | 'HANDED_OVER' | 'RECEIVED' | 'CANCELLED'

export type TaskOutcome = 'DONE' | 'NOT_NEEDED' | 'LATER'

export type TaskStatus = 'WAITING' | 'TAKEN' | 'COMPLETED' | 'LATER' | 'CANCELLED'

export interface AddFormAssetInput {
  file: Blob
  page?: number | null
}

export interface AddressInput {
  text: string
  postalCode?: string | null
  headName?: string | null
  municipalityCode?: string | null
}

export interface AnswerInput {
  question: string
  personId?: string | null
  yes?: boolean | null
  choice?: string | null
  number?: number | null
  cannotSay?: boolean | null
}

export interface AttachDocumentInput {
  caseId: string
  label: string
  kind: AttachmentKind
  file: Blob
  idempotencyKey: string
  procedureCode?: string | null
  personId?: string | null
}

export interface AuditEventFilter {
  staffId?: string | null
  subject?: string | null
  action?: string | null
  outcome?: Outcome | null
  terminal?: string | null
  fromTime?: string | null
  toTime?: string | null
}

export interface CaseDetailsInput {
  movement?: string | null
  changedOn?: string | null
  notifiedOn?: string | null
  plannedMoveOutOn?: string | null
  hasMovingOutCertificate?: boolean | null
  deathKnownOn?: string | null
  funeralOn?: string | null
  happenedAbroad?: boolean | null
  newAddress?: AddressInput | null
  previousAddress?: AddressInput | null
  certificate?: CertificateInput | null
  isUnregisteredBefore?: boolean | null
  lastRegisteredAddress?: string | null
  joinedHouseholdId?: string | null
  makesOwnHousehold?: boolean | null
}

export interface CaseFilter {
  status?: CaseStatus | null
  number?: string | null
  counter?: string | null
}

export interface CertificateInput {
  kind: string
  copies?: number
  requester?: CertificateRequester
  purpose?: string | null
  submittedTo?: string | null
  items?: readonly CertificateItem[]
}

export interface ChangeFormOwnerInput {
  formId: string
  sectionCode?: string | null
  idempotencyKey?: string | null
}

export interface ChooseProceduresInput {
  caseId: string
  expectedVersion: number
  idempotencyKey: string
  add?: readonly ProcedureChoiceInput[]
  drop?: readonly ProcedureChoiceInput[]
  restore?: readonly string[]
}

export interface ColumnCalibration {
  columns: string
  widthMm: number
}

export interface CompareFormsInput {
  formId: string
  left: FormContentInput
  right: FormContentInput
  family: string
}

export interface CompleteCaseInput {
  caseId: string
  expectedVersion: number
  idempotencyKey: string
  confirmedAlerts?: readonly string[]
  completesOwnTasks?: boolean
}

export interface CompleteTaskInput {
  tasks: readonly TaskVersionInput[]
  idempotencyKey: string
  outcome?: TaskOutcome
  note?: string | null
}

export interface CreateFormInput {
  idempotencyKey: string
  title?: string | null
  code?: string | null
  sectionCode?: string | null
  readyFormCode?: string | null
  copyOfFormId?: string | null
  template?: Json | null
}

export interface DiscardFormDraftInput {
  formId: string
  expectedVersion: number
  idempotencyKey?: string | null
}

export interface EndFormVersionInput {
  versionId: string
  idempotencyKey: string
  validTo?: string | null
  confirmedAlerts?: readonly string[]
}

export interface EndShowingInput {
  showingId: string
  idempotencyKey: string
}

export interface ExportApplicationsInput {
  formCode: string
  from: string
  to: string
  idempotencyKey: string
  section?: string | null
  statuses?: readonly CaseStatus[]
  rowsOf?: RowsOf
  header?: HeaderOf
  dates?: DateStyle
  withRestricted?: boolean
}

export interface FillFormInput {
  caseId: string
  formCode: string
  idempotencyKey: string
  expectedVersion?: number
  values?: readonly FormValueInput[]
}

export interface FormContentInput {
  draft?: boolean
  revisionId?: string | null
  versionId?: string | null
}

export interface FormValueInput {
  key: string
  value?: string | null
}

export interface HandOverTaskInput {
  taskId: string
  expectedVersion: number
  toSection: string
  idempotencyKey: string
  toPlace?: string | null
  note?: string | null
}

export interface ImportFormInput {
  idempotencyKey: string
  file?: Blob | null
  template?: Json | null
  formId?: string | null
  expectedVersion?: number | null
  sectionCode?: string | null
}

export interface KeepFormOpenInput {
  formId: string
  tabId: string
  idempotencyKey?: string | null
}

export interface LayOutFormInput {
  template?: Json | null
  formId?: string | null
  family: string
  known?: string | null
  isBlank?: boolean | null
  isPrePrinted?: boolean | null
}

export interface LeaveFormInput {
  formId: string
  tabId: string
  idempotencyKey?: string | null
}

export interface NotifierInput {
  relation: NotifierRelation
  name?: string | null
  furigana?: string | null
  address?: string | null
  phone?: string | null
  birthOn?: string | null
  personId?: string | null
  residentId?: string | null
}

export interface OpenCaseInput {
  reason: string
  counter: string
  notifier: NotifierInput
  idempotencyKey: string
  details?: CaseDetailsInput | null
}

export interface PadInput {
  widthMm: number
  heightMm: number
}

export interface PersonInput {
  name?: string | null
  furigana?: string | null
  birthDate?: string | null
  sex?: Sex | null
  relationshipCodes?: readonly string[] | null
  isJapanese?: boolean | null
  nationality?: string | null
  statusOfResidence?: string | null
  periodOfStay?: string | null
  stayExpiresOn?: string | null
  residenceCardNumber?: string | null
  formerSurname?: string | null
  commonName?: string | null
  registeredDomicile?: string | null
  familyRegisterHead?: string | null
  individualNumber?: string | null
  residentRecordCode?: string | null
}

export interface PointInput {
  x: number
  y: number
  pressure: number
  time: number
}

export interface PrintAgainInput {
  printRunId: string
  idempotencyKey: string
}

export interface PrintDocumentsInput {
  caseId: string
  idempotencyKey: string
  formCodes?: readonly string[] | null
  withGuide?: boolean
  withSlip?: boolean
  paper?: Paper
  isDuplex?: boolean
  confirmedAlerts?: readonly string[]
  printer?: string | null
  tray?: string | null
}

export interface ProcedureChoiceInput {
  code: string
  because: string
}

export interface PublishFormInput {
  formId: string
  expectedVersion: number
  validFrom: string
  idempotencyKey: string
  validTo?: string | null
  note?: string | null
  confirmedAlerts?: readonly string[]
}

export interface ReadFormWorkbookInput {
  file: Blob
  sheet?: string | null
  calibration?: ColumnCalibration | null
}

export interface RecordAnswersInput {
  caseId: string
  expectedVersion: number
  idempotencyKey: string
  answers?: readonly AnswerInput[]
  details?: CaseDetailsInput | null
  notifier?: NotifierInput | null
}

export interface RecordIdentityCheckInput {
  caseId: string
  idempotencyKey: string
  personId?: string | null
  expectedVersion?: number | null
  documents?: readonly ShownDocumentInput[]
  doubt?: string | null
  withdraws?: string | null
  withdrawalReason?: string | null
}

export interface RecordPaperSignatureInput {
  documentId: string
  idempotencyKey: string
}

export interface RecordPersonInput {
  caseId: string
  role: PersonRole
  idempotencyKey: string
  personId?: string | null
  expectedVersion?: number | null
  residentId?: string | null
  person?: PersonInput | null
  isRemoved?: boolean
}

export interface RecordProofInput {
  caseId: string
  code: string
  state: ProofState
  expectedVersion: number
  idempotencyKey: string
  document?: string | null
  note?: string | null
}

export interface ReleaseCaseInput {
  caseId: string
  idempotencyKey: string
}

export interface RemoveAttachmentInput {
  attachmentId: string
  reason: string
  idempotencyKey: string
}

export interface RemoveFormInput {
  formId: string
  expectedVersion: number
  idempotencyKey?: string | null
}

export interface RestoreFormInput {
  formId: string
  expectedVersion: number
  revisionId?: string | null
  versionId?: string | null
  idempotencyKey?: string | null
}

export interface ReturnTaskInput {
  taskId: string
  expectedVersion: number
  idempotencyKey: string
}

export interface SaveFormDraftInput {
  formId: string
  expectedVersion: number
  template: Json
  note?: string | null
  tabId?: string | null
  isMerge?: boolean
  idempotencyKey?: string | null
}

export interface SetPrinterOffsetInput {
  printer: string
  tray?: string
  rightMm: number
  downMm: number
  expectedVersion?: number | null
}

export interface ShowToCitizenInput {
  caseId: string
  idempotencyKey: string
  formCodes?: readonly string[] | null
  minutes?: number
}

export interface ShownDocumentInput {
  code: string
  how: HowChecked
  number?: string | null
  validUntil?: string | null
  placeOfIssue?: string | null
}

export interface SignDocumentsInput {
  documents: readonly SignedDocumentInput[]
  strokes: readonly StrokeInput[]
  pad: PadInput
  hasConsented: boolean
  idempotencyKey: string
}

export interface SignInInput {
  cityCode: string
  staffNumber: string
  password: string
  terminal?: string | null
}

export interface SignedDocumentInput {
  id: string
  contentHash: string
}

export interface StatisticsWorkbookInput {
  from: string
  to: string
  idempotencyKey: string
}

export interface StrokeInput {
  points: readonly PointInput[]
}

export interface TakeOverCaseInput {
  caseId: string
  idempotencyKey: string
  reason?: string | null
}

export interface TakeTaskInput {
  taskId: string
  expectedVersion: number
  idempotencyKey: string
  isTakeOver?: boolean
}

export interface TaskFilter {
  sections?: readonly string[] | null
  statuses?: readonly TaskStatus[]
  place?: string | null
  mine?: boolean
  case?: string | null
}

export interface TaskVersionInput {
  taskId: string
  expectedVersion: number
}

export interface WithdrawCaseInput {
  caseId: string
  expectedVersion: number
  reason: string
  idempotencyKey: string
}

export interface WithdrawFormVersionInput {
  versionId: string
  idempotencyKey: string
}

export interface WithdrawSignatureInput {
  signatureId: string
  reason: string
  idempotencyKey: string
}

export type AddFormAssetVariables = {
  input: AddFormAssetInput
}

export type AddFormAssetResult = {
  addFormAsset: {
    __typename: 'FormAsset'
    id: string
    sha256: string
    kind: AssetKind
    mediaType: string
    widthMm: number
    heightMm: number
    pageCount: number
    contentPath: string
  } | {
    __typename: 'Busy' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'TooLarge' | 'UnreadableFile' | 'UnsupportedFile'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'ActiveContent'
    found: string[]
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const addFormAssetMutation: Operation<AddFormAssetResult, AddFormAssetVariables> = `mutation AddFormAsset($input: AddFormAssetInput!) {
  addFormAsset(input: $input) {
    __typename
    ... on FormAsset {
      id
      sha256
      kind
      mediaType
      widthMm
      heightMm
      pageCount
      contentPath
    }
    ... on ActiveContent {
      found
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type AttachDocumentVariables = {
  input: AttachDocumentInput
}

export type AttachDocumentResult = {
  attachDocument: {
    __typename: 'Attachment'
    id: string
    kind: AttachmentKind
    label: string
    fileName: string
    mediaType: string
    pageCount: number
    byteCount: number
    sha256: string
    procedureCode: string | null
    personId: string | null
    attachedAt: string
    contentPath: string | null
    thumbnailPath: string | null
    pagePaths: string[]
  } | {
    __typename: 'Busy' | 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'TooLarge' | 'TooManyAttachments' | 'UnreadableFile' | 'UnsupportedFile' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'ActiveContent'
    found: string[]
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const attachDocumentMutation: Operation<AttachDocumentResult, AttachDocumentVariables> = `mutation AttachDocument($input: AttachDocumentInput!) {
  attachDocument(input: $input) {
    __typename
    ... on Attachment {
      id
      kind
      label
      fileName
      mediaType
      pageCount
      byteCount
      sha256
      procedureCode
      personId
      attachedAt
      contentPath
      thumbnailPath
      pagePaths
    }
    ... on ActiveContent {
      found
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type AuditEventsVariables = {
  filter?: AuditEventFilter | null
  first: number
  after?: string | null
}

export type AuditEventsResult = {
  auditEvents: {
    totalCount: number | null
    isCapped: boolean
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
    nodes: ({
      id: string
      occurredAt: string
      staffId: string | null
      terminal: string | null
      actions: string[]
      fields: string[]
      purpose: string | null
      reason: string | null
      search: Json
      outcome: Outcome
      refusalCode: string | null
      subjects: {
        kind: string
        subjectId: string
        isBlocked: boolean
      }[]
    })[]
  } | null
}

export const auditEventsQuery: Operation<AuditEventsResult, AuditEventsVariables> = `query AuditEvents($filter: AuditEventFilter, $first: Int!, $after: String) {
  auditEvents(filter: $filter, first: $first, after: $after) {
    totalCount
    isCapped
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      occurredAt
      staffId
      terminal
      actions
      fields
      purpose
      reason
      search
      outcome
      refusalCode
      subjects {
        kind
        subjectId
        isBlocked
      }
    }
  }
}`

export type CaseVariables = {
  id: string
}

export type CaseResult = {
  case: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    answersVersion: number
    reasonName: string
    handOverCode: string | null
    editing: {
      staffId: string
      name: string
      until: string
    } | null
    changedOn: string | null
    notifiedOn: string
    scope: string | null
    notifier: {
      name: string
      relation: NotifierRelation
    }
    notifierVersion: number
    notifierPersonId: string | null
    isNotifierIdentified: boolean
    identityChecks: ({
      id: string
      personId: string | null
      documents: ({
        name: string
        how: HowChecked
        number: string | null
        validUntil: string | null
        placeOfIssue: string | null
      })[]
      result: IdentityResult
      doubt: string | null
      withdraws: string | null
      withdrawalReason: string | null
      isWithdrawn: boolean
      recordedAt: string
    })[]
    requiredProofs: ({
      code: string
      name: string
      documents: string[]
      state: ProofState
      version: number
      document: string | null
      note: string | null
      severity: Severity
    })[]
    noticeSuggested: {
      addressees: string[]
      postalCode: string | null
      address: string
    } | null
    persons: ({
      id: string
      version: number
      role: PersonRole
      source: PersonSource
      name: string
      furigana: string | null
      birthDate: {
        text: string
      }
      relationship: string | null
    })[]
    openQuestions: {
      code: string
      text: string
      help: string
      type: string
      isPersonal: boolean
      notInPresence: boolean
      neverShownToCitizen: boolean
      choices: {
        value: string
        label: string
      }[]
      persons: {
        id: string
        name: string
      }[]
      decides: string[]
    }[]
    procedures: ({
      code: string
      name: string
      decision: ProcedureDecision
      forWhom: string[]
      reasons: string[]
      deadline: string
      dueOn: string | null
      counter: string
      floor: string
      items: {
        name: string
        persons: string[]
        isUnsure: boolean
      }[]
      formCodes: string[]
      annotation: string | null
      deemedBy: string | null
      isNeverPrinted: boolean
    })[]
    findings: {
      code: string
      severity: Severity
      message: string
      place: string
    }[]
    applications: ({
      id: string
      version: number
      formCode: string
      problems: {
        path: string
        label: string
        message: string
      }[]
      isSigned: boolean
      signatures: {
        nodes: ({
          id: string
          method: SignatureMethod
          signedAt: string
          picturePath: string | null
          withdrawnAt: string | null
        })[]
      }
    })[]
    showings: {
      nodes: {
        id: string
        status: ShowingStatus
        expiresAt: string
      }[]
    }
    tasks: ({
      __typename: 'Task'
      id: string
      version: number
      status: TaskStatus
      procedureCode: string
      section: {
        id: string
        name: string
      }
    } | {
      __typename: 'RestrictedTask'
      id: string
    })[]
    progress: {
      total: number
      isFinished: boolean
      counts: {
        waiting: number
        taken: number
        later: number
        completed: number
      }
    }
    attachments: ({
      id: string
      kind: AttachmentKind
      label: string
      fileName: string
      mediaType: string
      pageCount: number
      procedureCode: string | null
      personId: string | null
      attachedAt: string
      removedAt: string | null
      contentPath: string | null
      thumbnailPath: string | null
    })[] | null
    printRuns: {
      nodes: {
        printedAt: string
        documents: {
          title: string
          path: string
          sha256: string
        }[]
      }[]
    }
    timeline: {
      nodes: {
        number: number
        kind: CaseEventKind
        occurredAt: string
      }[]
    }
  } | {
    __typename: 'RestrictedCase'
    id: string
  } | null
}

export const caseQuery: Operation<CaseResult, CaseVariables> = `query Case($id: ID!) {
  case(id: $id) {
    __typename
    ... on RestrictedCase {
      id
    }
    ... on Case {
      id
      number
      status
      version
      answersVersion
      reasonName
      handOverCode
      editing {
        staffId
        name
        until
      }
      changedOn
      notifiedOn
      scope
      notifier {
        name
        relation
      }
      notifierVersion
      notifierPersonId
      isNotifierIdentified
      identityChecks {
        id
        personId
        documents {
          name
          how
          number
          validUntil
          placeOfIssue
        }
        result
        doubt
        withdraws
        withdrawalReason
        isWithdrawn
        recordedAt
      }
      requiredProofs {
        code
        name
        documents
        state
        version
        document
        note
        severity
      }
      noticeSuggested {
        addressees
        postalCode
        address
      }
      persons {
        id
        version
        role
        source
        name
        furigana
        birthDate {
          text
        }
        relationship
      }
      openQuestions {
        code
        text
        help
        type
        isPersonal
        notInPresence
        neverShownToCitizen
        choices {
          value
          label
        }
        persons {
          id
          name
        }
        decides
      }
      procedures {
        code
        name
        decision
        forWhom
        reasons
        deadline
        dueOn
        counter
        floor
        items {
          name
          persons
          isUnsure
        }
        formCodes
        annotation
        deemedBy
        isNeverPrinted
      }
      findings {
        code
        severity
        message
        place
      }
      applications {
        id
        version
        formCode
        problems {
          path
          label
          message
        }
        isSigned
        signatures(first: 20) {
          nodes {
            id
            method
            signedAt
            picturePath
            withdrawnAt
          }
        }
      }
      showings(last: 1) {
        nodes {
          id
          status
          expiresAt
        }
      }
      tasks {
        __typename
        ... on RestrictedTask {
          id
        }
        ... on Task {
          id
          version
          status
          procedureCode
          section {
            id
            name
          }
        }
      }
      progress {
        total
        isFinished
        counts {
          waiting
          taken
          later
          completed
        }
      }
      attachments {
        id
        kind
        label
        fileName
        mediaType
        pageCount
        procedureCode
        personId
        attachedAt
        removedAt
        contentPath
        thumbnailPath
      }
      printRuns(last: 10) {
        nodes {
          printedAt
          documents {
            title
            path
            sha256
          }
        }
      }
      timeline(first: 100) {
        nodes {
          number
          kind
          occurredAt
        }
      }
    }
  }
}`

export type CaseByHandOverCodeVariables = {
  code: string
}

export type CaseByHandOverCodeResult = {
  caseByHandOverCode: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    reasonName: string
    editing: {
      name: string
      until: string
    } | null
    progress: {
      total: number
      isFinished: boolean
      counts: {
        waiting: number
        taken: number
        later: number
        completed: number
      }
      bySection: {
        section: string
        counts: {
          waiting: number
          taken: number
          later: number
          completed: number
        }
      }[]
    }
    tasks: ({
      __typename: 'Task'
      id: string
      version: number
      status: TaskStatus
      procedureName: string
      section: {
        name: string
      }
    } | {
      __typename: 'RestrictedTask'
      id: string
    })[]
  } | {
    __typename: 'RestrictedCase'
    id: string
  } | null
}

export const caseByHandOverCodeQuery: Operation<CaseByHandOverCodeResult, CaseByHandOverCodeVariables> = `query CaseByHandOverCode($code: String!) {
  caseByHandOverCode(code: $code) {
    __typename
    ... on RestrictedCase {
      id
    }
    ... on Case {
      id
      number
      status
      reasonName
      editing {
        name
        until
      }
      progress {
        total
        isFinished
        counts {
          waiting
          taken
          later
          completed
        }
        bySection {
          section
          counts {
            waiting
            taken
            later
            completed
          }
        }
      }
      tasks {
        __typename
        ... on RestrictedTask {
          id
        }
        ... on Task {
          id
          version
          status
          procedureName
          section {
            name
          }
        }
      }
    }
  }
}`

export type CaseEventsVariables = {
  case: string
  after?: number
}

export type CaseEventsResult = {
  caseEvents: {
    __typename: 'CaseEvent'
    number: number
    kind: CaseEventKind
    occurredAt: string
    staffId: string | null
    detail: Json
  } | {
    __typename: 'Lagged'
    missed: number
    nextAfter: number
  }
}

export const caseEventsSubscription: Operation<CaseEventsResult, CaseEventsVariables> = `subscription CaseEvents($case: ID!, $after: Int! = 0) {
  caseEvents(case: $case, after: $after) {
    __typename
    ... on CaseEvent {
      number
      kind
      occurredAt
      staffId
      detail
    }
    ... on Lagged {
      missed
      nextAfter
    }
  }
}`

export type CasesVariables = {
  filter?: CaseFilter | null
  first: number
  after?: string | null
}

export type CasesResult = {
  cases: {
    totalCount: number | null
    isCapped: boolean
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
    nodes: ({
      __typename: 'Case'
      id: string
      number: string
      status: CaseStatus
      reasonName: string
      counter: string
      acceptedAt: string
      openedBy: {
        name: string
      }
    } | {
      __typename: 'RestrictedCase'
      id: string
    })[]
  } | null
}

export const casesQuery: Operation<CasesResult, CasesVariables> = `query Cases($filter: CaseFilter, $first: Int!, $after: String) {
  cases(filter: $filter, first: $first, after: $after) {
    totalCount
    isCapped
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      __typename
      ... on RestrictedCase {
        id
      }
      ... on Case {
        id
        number
        status
        reasonName
        counter
        acceptedAt
        openedBy {
          name
        }
      }
    }
  }
}`

export type ChangeFormOwnerVariables = {
  input: ChangeFormOwnerInput
}

export type ChangeFormOwnerResult = {
  changeFormOwner: {
    __typename: 'FormDefinition'
    id: string
    formCode: string
    title: string
    state: FormState
    hasDraft: boolean
    section: {
      code: string
      name: string
    } | null
    draft: {
      id: string
      version: number
      isChanged: boolean
      basedOnNumber: number | null
      template: Json
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const changeFormOwnerMutation: Operation<ChangeFormOwnerResult, ChangeFormOwnerVariables> = `mutation ChangeFormOwner($input: ChangeFormOwnerInput!) {
  changeFormOwner(input: $input) {
    __typename
    ... on FormDefinition {
      id
      formCode: code
      title
      state
      hasDraft
      section {
        code
        name
      }
      draft {
        id
        version
        isChanged
        basedOnNumber
        template
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type ChooseProceduresVariables = {
  input: ChooseProceduresInput
}

export type ChooseProceduresResult = {
  chooseProcedures: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    answersVersion: number
    persons: {
      id: string
      version: number
      name: string
      role: PersonRole
    }[]
    openQuestions: {
      code: string
      text: string
      type: string
      isPersonal: boolean
      notInPresence: boolean
      choices: {
        value: string
        label: string
      }[]
      persons: {
        id: string
        name: string
      }[]
    }[]
    procedures: ({
      code: string
      name: string
      decision: ProcedureDecision
      forWhom: string[]
      reasons: string[]
      deadline: string
      dueOn: string | null
      formCodes: string[]
      deemedBy: string | null
      annotation: string | null
    })[]
    findings: {
      code: string
      severity: Severity
      message: string
      place: string
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const chooseProceduresMutation: Operation<ChooseProceduresResult, ChooseProceduresVariables> = `mutation ChooseProcedures($input: ChooseProceduresInput!) {
  chooseProcedures(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      answersVersion
      persons {
        id
        version
        name
        role
      }
      openQuestions {
        code
        text
        type
        isPersonal
        notInPresence
        choices {
          value
          label
        }
        persons {
          id
          name
        }
      }
      procedures {
        code
        name
        decision
        forWhom
        reasons
        deadline
        dueOn
        formCodes
        deemedBy
        annotation
      }
      findings {
        code
        severity
        message
        place
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
  }
}`

export type CompareFormsVariables = {
  input: CompareFormsInput
}

export type CompareFormsResult = {
  compareForms: {
    differences: {
      kind: DifferenceKind
      words: string
      page: string
      elementId: string
    }[]
    left: {
      hash: string
      fonts: Json
      pages: Json
    }
    right: {
      hash: string
      fonts: Json
      pages: Json
    }
  } | null
}

export const compareFormsQuery: Operation<CompareFormsResult, CompareFormsVariables> = `query CompareForms($input: CompareFormsInput!) {
  compareForms(input: $input) {
    differences {
      kind
      words
      page
      elementId
    }
    left {
      hash
      fonts
      pages
    }
    right {
      hash
      fonts
      pages
    }
  }
}`

export type CompleteCaseVariables = {
  input: CompleteCaseInput
}

export type CompleteCaseResult = {
  completeCase: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    confirmedAlerts: string[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'VersionConflict' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'FailedChecks'
    code: RefusalCode
    message: string
    path: string[]
    findings: {
      code: string
      message: string
      place: string
    }[]
  } | {
    __typename: 'NeedsConfirmation'
    code: RefusalCode
    message: string
    path: string[]
    alerts: {
      code: string
      message: string
      path: string[]
    }[]
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const completeCaseMutation: Operation<CompleteCaseResult, CompleteCaseVariables> = `mutation CompleteCase($input: CompleteCaseInput!) {
  completeCase(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      confirmedAlerts
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
    ... on NeedsConfirmation {
      alerts {
        code
        message
        path
      }
    }
    ... on FailedChecks {
      findings {
        code
        message
        place
      }
    }
  }
}`

export type CompleteTaskVariables = {
  input: CompleteTaskInput
}

export type CompleteTaskResult = {
  completeTask: {
    __typename: 'Case'
    id: string
    progress: {
      total: number
      isFinished: boolean
      counts: {
        waiting: number
        taken: number
        later: number
        completed: number
      }
    }
    tasks: ({
      __typename: 'Task'
      id: string
      version: number
      status: TaskStatus
      outcome: TaskOutcome | null
      procedureName: string
    } | {
      __typename: 'RestrictedTask'
    })[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'TaskTaken'
    code: RefusalCode
    message: string
    path: string[]
    colleague: {
      name: string
    }
  }
}

export const completeTaskMutation: Operation<CompleteTaskResult, CompleteTaskVariables> = `mutation CompleteTask($input: CompleteTaskInput!) {
  completeTask(input: $input) {
    __typename
    ... on Case {
      id
      progress {
        total
        isFinished
        counts {
          waiting
          taken
          later
          completed
        }
      }
      tasks {
        __typename
        ... on Task {
          id
          version
          status
          outcome
          procedureName
        }
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
    ... on TaskTaken {
      colleague {
        name
      }
    }
  }
}`

export type CreateFormVariables = {
  input: CreateFormInput
}

export type CreateFormResult = {
  createForm: {
    __typename: 'FormDefinition'
    id: string
    formCode: string
    title: string
    state: FormState
    draft: {
      id: string
      version: number
      template: Json
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'InvalidTemplate'
    faults: {
      place: string
      where: string
      message: string
    }[]
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const createFormMutation: Operation<CreateFormResult, CreateFormVariables> = `mutation CreateForm($input: CreateFormInput!) {
  createForm(input: $input) {
    __typename
    ... on FormDefinition {
      id
      formCode: code
      title
      state
      draft {
        id
        version
        template
      }
    }
    ... on InvalidTemplate {
      faults {
        place
        where
        message
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type DiscardFormDraftVariables = {
  input: DiscardFormDraftInput
}

export type DiscardFormDraftResult = {
  discardFormDraft: {
    __typename: 'FormDefinition'
    id: string
    formCode: string
    title: string
    state: FormState
    hasDraft: boolean
    section: {
      code: string
      name: string
    } | null
    draft: {
      id: string
      version: number
      isChanged: boolean
      basedOnNumber: number | null
      template: Json
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'InvalidTemplate'
    faults: {
      place: string
      message: string
    }[]
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    current: {
      id: string
      version: number
    } | {
      id: string
      version: number
      savedAt: string
      savedBy: {
        name: string
      } | null
      template: Json
    }
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const discardFormDraftMutation: Operation<DiscardFormDraftResult, DiscardFormDraftVariables> = `mutation DiscardFormDraft($input: DiscardFormDraftInput!) {
  discardFormDraft(input: $input) {
    __typename
    ... on FormDefinition {
      id
      formCode: code
      title
      state
      hasDraft
      section {
        code
        name
      }
      draft {
        id
        version
        isChanged
        basedOnNumber
        template
      }
    }
    ... on InvalidTemplate {
      faults {
        place
        message
      }
    }
    ... on VersionConflict {
      current {
        id
        version
        ... on FormDraft {
          savedAt
          savedBy {
            name
          }
          template
        }
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type EndFormVersionVariables = {
  input: EndFormVersionInput
}

export type EndFormVersionResult = {
  endFormVersion: {
    __typename: 'FormVersion'
    id: string
    number: number
    status: FormVersionStatus
    validFrom: string
    validTo: string | null
    isEnded: boolean
    publishedAt: string | null
    publishedBy: {
      name: string
    } | null
    note: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'NeedsConfirmation'
    alerts: {
      code: string
      message: string
      path: string[]
    }[]
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const endFormVersionMutation: Operation<EndFormVersionResult, EndFormVersionVariables> = `mutation EndFormVersion($input: EndFormVersionInput!) {
  endFormVersion(input: $input) {
    __typename
    ... on FormVersion {
      id
      number
      status
      validFrom
      validTo
      isEnded
      publishedAt
      publishedBy {
        name
      }
      note
    }
    ... on NeedsConfirmation {
      alerts {
        code
        message
        path
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type EndShowingVariables = {
  input: EndShowingInput
}

export type EndShowingResult = {
  endShowing: {
    __typename: 'Showing'
    id: string
    status: ShowingStatus
    endedAt: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const endShowingMutation: Operation<EndShowingResult, EndShowingVariables> = `mutation EndShowing($input: EndShowingInput!) {
  endShowing(input: $input) {
    __typename
    ... on Showing {
      id
      status
      endedAt
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type ExportApplicationsVariables = {
  input: ExportApplicationsInput
}

export type ExportApplicationsResult = {
  exportApplications: {
    __typename: 'ApplicationExport'
    id: string
    downloadPath: string
    formCode: string
    formTitle: string
    firstOn: string
    lastOn: string
    applications: number
    rows: number
    leftOut: number
    withheld: string[]
    byteCount: number
    sha256: string
    exportedAt: string
    keptUntil: string
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'PeriodTooLong'
    code: RefusalCode
    message: string
    path: string[]
    mostDays: number
  }
}

export const exportApplicationsMutation: Operation<ExportApplicationsResult, ExportApplicationsVariables> = `mutation ExportApplications($input: ExportApplicationsInput!) {
  exportApplications(input: $input) {
    __typename
    ... on ApplicationExport {
      id
      downloadPath
      formCode
      formTitle
      firstOn
      lastOn
      applications
      rows
      leftOut
      withheld
      byteCount
      sha256
      exportedAt
      keptUntil
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on PeriodTooLong {
      mostDays
    }
  }
}`

export type ExportFormVariables = {
  formId: string
  versionId?: string | null
}

export type ExportFormResult = {
  exportForm: Json | null
}

export const exportFormQuery: Operation<ExportFormResult, ExportFormVariables> = `query ExportForm($formId: ID!, $versionId: ID) {
  exportForm(formId: $formId, versionId: $versionId)
}`

export type FieldKindsVariables = Record<string, never>

export type FieldKindsResult = {
  fieldKinds: ({
    kind: string
    label: string
    group: string
    help: string
    icon: string
    width: number
    height: number
    preset: Json
    mustBind: boolean
    binds: string[]
    isContainer: boolean
    properties: ({
      key: string
      question: string
      editor: string
      section: PanelSection
      help: string
      unit: string
      minimum: number | null
      maximum: number | null
      step: number | null
      choices: ({
        value: Json | null
        label: string
      })[]
    })[]
  })[] | null
}

export const fieldKindsQuery: Operation<FieldKindsResult, FieldKindsVariables> = `query FieldKinds {
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
    binds
    isContainer
    properties {
      key
      question
      editor
      section
      help
      unit
      minimum
      maximum
      step
      choices {
        value
        label
      }
    }
  }
}`

export type FillFormVariables = {
  input: FillFormInput
}

export type FillFormResult = {
  fillForm: {
    __typename: 'Application'
    id: string
    version: number
    formCode: string
    values: Json | null
    sources: {
      path: string
      source: string
    }[]
    problems: {
      code: string
      path: string
      label: string
      message: string
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const fillFormMutation: Operation<FillFormResult, FillFormVariables> = `mutation FillForm($input: FillFormInput!) {
  fillForm(input: $input) {
    __typename
    ... on Application {
      id
      version
      formCode
      values
      sources {
        path
        source
      }
      problems {
        code
        path
        label
        message
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
  }
}`

export type FormDataItemsVariables = Record<string, never>

export type FormDataItemsResult = {
  formDataItems: ({
    name: string
    label: string
    path: string[]
    type: string
    list: string | null
    choices: {
      value: string
      label: string
    }[]
    sample: string
  })[] | null
}

export const formDataItemsQuery: Operation<FormDataItemsResult, FormDataItemsVariables> = `query FormDataItems {
  formDataItems {
    name
    label
    path
    type
    list
    choices {
      value
      label
    }
    sample
  }
}`

export type FormDefinitionVariables = {
  id: string
}

export type FormDefinitionResult = {
  formDefinition: {
    id: string
    code: string
    title: string
    section: {
      code: string
      name: string
    } | null
    state: FormState
    hasDraft: boolean
    changedAt: string | null
    changedBy: {
      name: string
    } | null
    thumbnailPath: string
    mayEdit: boolean
    mayPublish: boolean
    eventNumber: number
    editors: {
      staffId: string
      name: string
      tabId: string
      since: string
      isSelf: boolean
    }[]
    draft: {
      id: string
      version: number
      basedOnNumber: number | null
      isChanged: boolean
      savedAt: string
      savedBy: {
        name: string
      } | null
      faults: {
        severity: FindingSeverity
        code: string
        message: string
        elementId: string
        place: string
      }[]
      template: Json
    } | null
    versions: {
      nodes: ({
        id: string
        number: number
        status: FormVersionStatus
        validFrom: string
        validTo: string | null
        isEnded: boolean
        publishedAt: string | null
        publishedBy: {
          name: string
        } | null
        note: string | null
        inputs: {
          key: string
          label: string
          type: string
          help: string
          prefill: string
          choices: {
            value: string
            label: string
          }[]
        }[]
      })[]
    }
    revisions: {
      nodes: ({
        id: string
        number: number
        kind: RevisionKind
        note: string | null
        versionNumber: number | null
        savedAt: string
        savedBy: {
          name: string
        } | null
      })[]
    }
  } | null
}

export const formDefinitionQuery: Operation<FormDefinitionResult, FormDefinitionVariables> = `query FormDefinition($id: ID!) {
  formDefinition(id: $id) {
    id
    code
    title
    section {
      code
      name
    }
    state
    hasDraft
    changedAt
    changedBy {
      name
    }
    thumbnailPath
    mayEdit
    mayPublish
    eventNumber
    editors {
      staffId
      name
      tabId
      since
      isSelf
    }
    draft {
      id
      version
      basedOnNumber
      isChanged
      savedAt
      savedBy {
        name
      }
      faults {
        severity
        code
        message
        elementId
        place
      }
      template
    }
    versions(last: 1) {
      nodes {
        id
        number
        status
        validFrom
        validTo
        isEnded
        publishedAt
        publishedBy {
          name
        }
        note
        inputs {
          key
          label
          type
          help
          prefill
          choices {
            value
            label
          }
        }
      }
    }
    revisions(last: 20) {
      nodes {
        id
        number
        kind
        note
        versionNumber
        savedAt
        savedBy {
          name
        }
      }
    }
  }
}`

export type FormDefinitionsVariables = {
  first: number
  after?: string | null
  search?: string | null
  section?: string | null
  states?: readonly FormState[] | null
  codes?: readonly string[] | null
  hasDraft?: boolean | null
}

export type FormDefinitionsResult = {
  formDefinitions: {
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
    nodes: ({
      id: string
      code: string
      title: string
      section: {
        code: string
        name: string
      } | null
      state: FormState
      hasDraft: boolean
      changedAt: string | null
      changedBy: {
        name: string
      } | null
      thumbnailPath: string
      mayEdit: boolean
      mayPublish: boolean
      editors: {
        name: string
        isSelf: boolean
      }[]
    })[]
  } | null
}

export const formDefinitionsQuery: Operation<FormDefinitionsResult, FormDefinitionsVariables> = `query FormDefinitions(
  $first: Int!
  $after: String
  $search: String
  $section: String
  $states: [FormState!]
  $codes: [String!]
  $hasDraft: Boolean
) {
  formDefinitions(
    first: $first
    after: $after
    search: $search
    section: $section
    states: $states
    codes: $codes
    hasDraft: $hasDraft
  ) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      code
      title
      section {
        code
        name
      }
      state
      hasDraft
      changedAt
      changedBy {
        name
      }
      thumbnailPath
      mayEdit
      mayPublish
      editors {
        name
        isSelf
      }
    }
  }
}`

export type FormEventsVariables = {
  form: string
  after?: number
}

export type FormEventsResult = {
  formEvents: {
    __typename: 'FormEvent'
    id: string
    number: number
    kind: FormEventKind
    occurredAt: string
    formId: string
    staffId: string | null
    by: string | null
    version: number | null
    versionNumber: number | null
    tabId: string | null
  } | {
    __typename: 'Lagged'
    missed: number
    nextAfter: number
  }
}

export const formEventsSubscription: Operation<FormEventsResult, FormEventsVariables> = `subscription FormEvents($form: ID!, $after: Int! = 0) {
  formEvents(form: $form, after: $after) {
    __typename
    ... on FormEvent {
      id
      number
      kind
      occurredAt
      formId
      staffId
      by
      version
      versionNumber
      tabId
    }
    ... on Lagged {
      missed
      nextAfter
    }
  }
}`

export type FormRegressionVariables = {
  formId: string
}

export type FormRegressionResult = {
  formRegression: {
    family: string
    label: string
    isSame: boolean
    pagesChanged: number
    words: string
    boxes: {
      page: number
      x: number
      y: number
      w: number
      h: number
    }[]
  }[] | null
}

export const formRegressionQuery: Operation<FormRegressionResult, FormRegressionVariables> = `query FormRegression($formId: ID!) {
  formRegression(formId: $formId) {
    family
    label
    isSame
    pagesChanged
    words
    boxes {
      page
      x
      y
      w
      h
    }
  }
}`

export type FormUsesVariables = Record<string, never>

export type FormUsesResult = {
  formUses: {
    formCode: string
    procedures: {
      code: string
      name: string
    }[]
    reasons: {
      code: string
      label: string
    }[]
  }[] | null
}

export const formUsesQuery: Operation<FormUsesResult, FormUsesVariables> = `query FormUses {
  formUses {
    formCode
    procedures {
      code
      name
    }
    reasons {
      code
      label
    }
  }
}`

export type HandOverTaskVariables = {
  input: HandOverTaskInput
}

export type HandOverTaskResult = {
  handOverTask: {
    __typename: 'Task'
    id: string
    version: number
    status: TaskStatus
    note: string | null
    section: {
      name: string
    }
    place: {
      name: string
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'TaskTaken'
    code: RefusalCode
    message: string
    path: string[]
    colleague: {
      name: string
    }
  } | {
    __typename: 'ClosedSection'
    code: RefusalCode
    message: string
    path: string[]
    section: {
      name: string
      closedOn: string | null
    }
  }
}

export const handOverTaskMutation: Operation<HandOverTaskResult, HandOverTaskVariables> = `mutation HandOverTask($input: HandOverTaskInput!) {
  handOverTask(input: $input) {
    __typename
    ... on Task {
      id
      version
      status
      note
      section {
        name
      }
      place {
        name
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
    ... on TaskTaken {
      colleague {
        name
      }
    }
    ... on ClosedSection {
      section {
        name
        closedOn
      }
    }
  }
}`

export type HouseholdVariables = {
  id: string
}

export type HouseholdResult = {
  household: {
    __typename: 'Household'
    id: string
    number: string
    address: string
    members: {
      nodes: ({
        __typename: 'Resident'
        id: string
        fullName: string
        relationship: string | null
        birthDate: {
          text: string
        }
      } | {
        __typename: 'RestrictedResident'
        id: string
      })[]
    }
  } | {
    __typename: 'RestrictedHousehold'
    id: string
  } | null
}

export const householdQuery: Operation<HouseholdResult, HouseholdVariables> = `query Household($id: ID!) {
  household(id: $id) {
    __typename
    ... on RestrictedHousehold {
      id
    }
    ... on Household {
      id
      number
      address
      members(first: 30) {
        nodes {
          __typename
          ... on RestrictedResident {
            id
          }
          ... on Resident {
            id
            fullName
            relationship
            birthDate {
              text
            }
          }
        }
      }
    }
  }
}`

export type ImportFormVariables = {
  input: ImportFormInput
}

export type ImportFormResult = {
  importForm: {
    __typename: 'FormDefinition'
    id: string
    formCode: string
    title: string
    state: FormState
    hasDraft: boolean
    section: {
      code: string
      name: string
    } | null
    draft: {
      id: string
      version: number
      isChanged: boolean
      basedOnNumber: number | null
      template: Json
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'InvalidTemplate'
    faults: {
      place: string
      where: string
      message: string
    }[]
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    current: {
      id: string
      version: number
    } | {
      id: string
      version: number
      savedAt: string
      savedBy: {
        name: string
      } | null
      template: Json
    }
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const importFormMutation: Operation<ImportFormResult, ImportFormVariables> = `mutation ImportForm($input: ImportFormInput!) {
  importForm(input: $input) {
    __typename
    ... on FormDefinition {
      id
      formCode: code
      title
      state
      hasDraft
      section {
        code
        name
      }
      draft {
        id
        version
        isChanged
        basedOnNumber
        template
      }
    }
    ... on InvalidTemplate {
      faults {
        place
        where
        message
      }
    }
    ... on VersionConflict {
      current {
        id
        version
        ... on FormDraft {
          savedAt
          savedBy {
            name
          }
          template
        }
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type IndividualNumberVariables = {
  residentId: string
}

export type IndividualNumberResult = {
  individualNumber: {
    number: string
  } | null
}

export const individualNumberQuery: Operation<IndividualNumberResult, IndividualNumberVariables> = `query IndividualNumber($residentId: ID!) {
  individualNumber(residentId: $residentId) {
    number
  }
}`

export type KeepFormOpenVariables = {
  input: KeepFormOpenInput
}

export type KeepFormOpenResult = {
  keepFormOpen: {
    __typename: 'FormDefinition'
    id: string
    editors: {
      staffId: string
      name: string
      tabId: string
      since: string
      isSelf: boolean
    }[]
    draft: {
      version: number
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const keepFormOpenMutation: Operation<KeepFormOpenResult, KeepFormOpenVariables> = `mutation KeepFormOpen($input: KeepFormOpenInput!) {
  keepFormOpen(input: $input) {
    __typename
    ... on FormDefinition {
      id
      editors {
        staffId
        name
        tabId
        since
        isSelf
      }
      draft {
        version
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type LayOutFormVariables = {
  input: LayOutFormInput
}

export type LayOutFormResult = {
  layOutForm: {
    hash: string
    fonts: Json
    pages: Json
    findings: ({
      severity: FindingSeverity
      code: string
      message: string
      elementId: string
      page: string
      place: string
      family: string
      excessMm: number | null
    })[]
  } | null
}

export const layOutFormQuery: Operation<LayOutFormResult, LayOutFormVariables> = `query LayOutForm($input: LayOutFormInput!) {
  layOutForm(input: $input) {
    hash
    fonts
    pages
    findings {
      severity
      code
      message
      elementId
      page
      place
      family
      excessMm
    }
  }
}`

export type LeaveFormVariables = {
  input: LeaveFormInput
}

export type LeaveFormResult = {
  leaveForm: {
    __typename: 'FormDefinition'
    id: string
    editors: {
      staffId: string
      name: string
      tabId: string
      since: string
      isSelf: boolean
    }[]
    draft: {
      version: number
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const leaveFormMutation: Operation<LeaveFormResult, LeaveFormVariables> = `mutation LeaveForm($input: LeaveFormInput!) {
  leaveForm(input: $input) {
    __typename
    ... on FormDefinition {
      id
      editors {
        staffId
        name
        tabId
        since
        isSelf
      }
      draft {
        version
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type NodeVariables = {
  id: string
}

export type NodeResult = {
  node: {
    __typename: 'AuditEvent' | 'Case' | 'FormDefinition' | 'FormDraft' | 'FormRevision' | 'FormVersion' | 'Household' | 'Resident' | 'RestrictedCase' | 'RestrictedHousehold' | 'RestrictedResident' | 'RestrictedTask' | 'Section' | 'Staff' | 'Task'
    id: string
  } | null
}

export const nodeQuery: Operation<NodeResult, NodeVariables> = `query Node($id: ID!) {
  node(id: $id) {
    __typename
    id
  }
}`

export type OpenCaseVariables = {
  input: OpenCaseInput
}

export type OpenCaseResult = {
  openCase: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    answersVersion: number
    notifierVersion: number
    isNotifierIdentified: boolean
    persons: {
      id: string
      version: number
      name: string
      role: PersonRole
    }[]
    openQuestions: {
      code: string
      text: string
      type: string
      isPersonal: boolean
      notInPresence: boolean
      choices: {
        value: string
        label: string
      }[]
      persons: {
        id: string
        name: string
      }[]
    }[]
    procedures: ({
      code: string
      name: string
      decision: ProcedureDecision
      forWhom: string[]
      reasons: string[]
      deadline: string
      dueOn: string | null
      formCodes: string[]
      deemedBy: string | null
      annotation: string | null
    })[]
    requiredProofs: {
      code: string
      name: string
      documents: string[]
      state: ProofState
      version: number
      severity: Severity
    }[]
    findings: {
      code: string
      severity: Severity
      message: string
      place: string
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const openCaseMutation: Operation<OpenCaseResult, OpenCaseVariables> = `mutation OpenCase($input: OpenCaseInput!) {
  openCase(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      answersVersion
      notifierVersion
      isNotifierIdentified
      persons {
        id
        version
        name
        role
      }
      openQuestions {
        code
        text
        type
        isPersonal
        notInPresence
        choices {
          value
          label
        }
        persons {
          id
          name
        }
      }
      procedures {
        code
        name
        decision
        forWhom
        reasons
        deadline
        dueOn
        formCodes
        deemedBy
        annotation
      }
      requiredProofs {
        code
        name
        documents
        state
        version
        severity
      }
      findings {
        code
        severity
        message
        place
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type OpeningDaysVariables = {
  place?: string | null
  from: string
  to: string
}

export type OpeningDaysResult = {
  openingDays: {
    place: string | null
    placeName: string | null
    isOpenNow: boolean
    days: ({
      day: string
      isOpen: boolean
      kind: DayKind
      opens: string | null
      closes: string | null
      words: string
    })[]
  } | null
}

export const openingDaysQuery: Operation<OpeningDaysResult, OpeningDaysVariables> = `query OpeningDays($place: String, $from: Date!, $to: Date!) {
  openingDays(place: $place, from: $from, to: $to) {
    place
    placeName
    isOpenNow
    days {
      day
      isOpen
      kind
      opens
      closes
      words
    }
  }
}`

export type PrintAgainVariables = {
  input: PrintAgainInput
}

export type PrintAgainResult = {
  printAgain: {
    __typename: 'PrintRun'
    id: string
    printedAt: string
    printedBy: {
      name: string
    }
    reprintOf: string | null
    pdfPath: string | null
    sha256: string | null
    pages: number | null
    leaves: number | null
    documents: {
      id: string
      title: string
      path: string
      timesPrinted: number
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const printAgainMutation: Operation<PrintAgainResult, PrintAgainVariables> = `mutation PrintAgain($input: PrintAgainInput!) {
  printAgain(input: $input) {
    __typename
    ... on PrintRun {
      id
      printedAt
      printedBy {
        name
      }
      reprintOf
      pdfPath
      sha256
      pages
      leaves
      documents {
        id
        title
        path
        timesPrinted
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type PrintDocumentsVariables = {
  input: PrintDocumentsInput
}

export type PrintDocumentsResult = {
  printDocuments: {
    __typename: 'PrintRun'
    id: string
    printedAt: string
    pdfPath: string | null
    sha256: string | null
    byteCount: number | null
    pages: number | null
    leaves: number | null
    isDuplex: boolean
    documents: {
      id: string
      kind: DocumentKind
      title: string
      sheets: number
      byteCount: number
      sha256: string
      contentSha256: string
      path: string
      timesPrinted: number
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'FailedChecks'
    code: RefusalCode
    message: string
    path: string[]
    findings: {
      code: string
      message: string
      place: string
    }[]
  } | {
    __typename: 'NeedsConfirmation'
    code: RefusalCode
    message: string
    path: string[]
    alerts: {
      code: string
      message: string
      path: string[]
    }[]
  } | {
    __typename: 'Unprintable'
    code: RefusalCode
    message: string
    path: string[]
    problems: ({
      code: string
      path: string
      message: string
      codePoints: string
      mjName: string
      excessMm: number | null
    })[]
  }
}

export const printDocumentsMutation: Operation<PrintDocumentsResult, PrintDocumentsVariables> = `mutation PrintDocuments($input: PrintDocumentsInput!) {
  printDocuments(input: $input) {
    __typename
    ... on PrintRun {
      id
      printedAt
      pdfPath
      sha256
      byteCount
      pages
      leaves
      isDuplex
      documents {
        id
        kind
        title
        sheets
        byteCount
        sha256
        contentSha256
        path
        timesPrinted
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on NeedsConfirmation {
      alerts {
        code
        message
        path
      }
    }
    ... on FailedChecks {
      findings {
        code
        message
        place
      }
    }
    ... on Unprintable {
      problems {
        code
        path
        message
        codePoints
        mjName
        excessMm
      }
    }
  }
}`

export type PrinterOffsetsVariables = {
  first?: number | null
}

export type PrinterOffsetsResult = {
  printerOffsets: {
    nodes: {
      id: string
      printer: string
      tray: string
      rightMm: number
      downMm: number
      version: number
      changedAt: string
    }[]
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
  } | null
}

export const printerOffsetsQuery: Operation<PrinterOffsetsResult, PrinterOffsetsVariables> = `query PrinterOffsets($first: Int) {
  printerOffsets(first: $first) {
    nodes {
      id
      printer
      tray
      rightMm
      downMm
      version
      changedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`

export type ProceduresVariables = {
  reason?: string | null
  first: number
  after?: string | null
}

export type ProceduresResult = {
  procedures: {
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
    nodes: {
      id: string
      code: string
      name: string
      summary: string
      deadlines: string[]
      items: string[]
      counter: string
      floor: string
      legalBasis: string
      certainty: Certainty
      formCodes: string[]
    }[]
  } | null
}

export const proceduresQuery: Operation<ProceduresResult, ProceduresVariables> = `query Procedures($reason: String, $first: Int!, $after: String) {
  procedures(reason: $reason, first: $first, after: $after) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      code
      name
      summary
      deadlines
      items
      counter
      floor
      legalBasis
      certainty
      formCodes
    }
  }
}`

export type PublishFormVariables = {
  input: PublishFormInput
}

export type PublishFormResult = {
  publishForm: {
    __typename: 'FormVersion'
    id: string
    number: number
    status: FormVersionStatus
    validFrom: string
    validTo: string | null
    isEnded: boolean
    publishedAt: string | null
    publishedBy: {
      name: string
    } | null
    note: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'InvalidTemplate'
    faults: {
      place: string
      where: string
      message: string
    }[]
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    current: {
      id: string
      version: number
    } | {
      id: string
      version: number
      savedAt: string
      savedBy: {
        name: string
      } | null
      template: Json
    }
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'NeedsConfirmation'
    alerts: {
      code: string
      message: string
      path: string[]
    }[]
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const publishFormMutation: Operation<PublishFormResult, PublishFormVariables> = `mutation PublishForm($input: PublishFormInput!) {
  publishForm(input: $input) {
    __typename
    ... on FormVersion {
      id
      number
      status
      validFrom
      validTo
      isEnded
      publishedAt
      publishedBy {
        name
      }
      note
    }
    ... on InvalidTemplate {
      faults {
        place
        where
        message
      }
    }
    ... on VersionConflict {
      current {
        id
        version
        ... on FormDraft {
          savedAt
          savedBy {
            name
          }
          template
        }
      }
    }
    ... on NeedsConfirmation {
      alerts {
        code
        message
        path
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type ReadFormWorkbookVariables = {
  input: ReadFormWorkbookInput
}

export type ReadFormWorkbookResult = {
  readFormWorkbook: {
    __typename: 'WorkbookForm'
    template: Json
    sheet: string
    sheets: string[]
    notes: {
      cell: string
      severity: NoteSeverity
      message: string
    }[]
    knownLabels: number
    boundLabels: number
    factor: number
  } | {
    __typename: 'Busy' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'TooLarge' | 'UnreadableFile' | 'UnsupportedFile'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'ActiveContent'
    found: string[]
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const readFormWorkbookMutation: Operation<ReadFormWorkbookResult, ReadFormWorkbookVariables> = `mutation ReadFormWorkbook($input: ReadFormWorkbookInput!) {
  readFormWorkbook(input: $input) {
    __typename
    ... on WorkbookForm {
      template
      sheet
      sheets
      notes {
        cell
        severity
        message
      }
      knownLabels
      boundLabels
      factor
    }
    ... on ActiveContent {
      found
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type ReadyFormVariables = {
  code: string
}

export type ReadyFormResult = {
  readyForm: {
    code: string
    title: string
    description: string
    pages: number
    size: string
    thumbnailPath: string
    template: Json
  } | null
}

export const readyFormQuery: Operation<ReadyFormResult, ReadyFormVariables> = `query ReadyForm($code: String!) {
  readyForm(code: $code) {
    code
    title
    description
    pages
    size
    thumbnailPath
    template
  }
}`

export type ReadyFormsVariables = Record<string, never>

export type ReadyFormsResult = {
  readyForms: {
    code: string
    title: string
    description: string
    pages: number
    size: string
    thumbnailPath: string
  }[] | null
}

export const readyFormsQuery: Operation<ReadyFormsResult, ReadyFormsVariables> = `query ReadyForms {
  readyForms {
    code
    title
    description
    pages
    size
    thumbnailPath
  }
}`

export type ReasonsVariables = Record<string, never>

export type ReasonsResult = {
  reasons: {
    nodes: ({
      id: string
      code: string
      name: string
      help: string
      movements: ({
        code: string
        name: string
        direction: MovementDirection
        newAddress: Asked
        previousAddress: Asked
        needsMovingOutCertificate: boolean
        notificationDays: number | null
      })[]
    })[]
  } | null
}

export const reasonsQuery: Operation<ReasonsResult, ReasonsVariables> = `query Reasons {
  reasons(first: 100) {
    nodes {
      id
      code
      name
      help
      movements {
        code
        name
        direction
        newAddress
        previousAddress
        needsMovingOutCertificate
        notificationDays
      }
    }
  }
}`

export type RecordAnswersVariables = {
  input: RecordAnswersInput
}

export type RecordAnswersResult = {
  recordAnswers: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    answersVersion: number
    notifierVersion: number
    isNotifierIdentified: boolean
    persons: {
      id: string
      version: number
      name: string
      role: PersonRole
    }[]
    openQuestions: {
      code: string
      text: string
      type: string
      isPersonal: boolean
      notInPresence: boolean
      choices: {
        value: string
        label: string
      }[]
      persons: {
        id: string
        name: string
      }[]
    }[]
    procedures: ({
      code: string
      name: string
      decision: ProcedureDecision
      forWhom: string[]
      reasons: string[]
      deadline: string
      dueOn: string | null
      formCodes: string[]
      deemedBy: string | null
      annotation: string | null
    })[]
    requiredProofs: {
      code: string
      name: string
      documents: string[]
      state: ProofState
      version: number
      severity: Severity
    }[]
    findings: {
      code: string
      severity: Severity
      message: string
      place: string
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const recordAnswersMutation: Operation<RecordAnswersResult, RecordAnswersVariables> = `mutation RecordAnswers($input: RecordAnswersInput!) {
  recordAnswers(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      answersVersion
      notifierVersion
      isNotifierIdentified
      persons {
        id
        version
        name
        role
      }
      openQuestions {
        code
        text
        type
        isPersonal
        notInPresence
        choices {
          value
          label
        }
        persons {
          id
          name
        }
      }
      procedures {
        code
        name
        decision
        forWhom
        reasons
        deadline
        dueOn
        formCodes
        deemedBy
        annotation
      }
      requiredProofs {
        code
        name
        documents
        state
        version
        severity
      }
      findings {
        code
        severity
        message
        place
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
  }
}`

export type RecordIdentityCheckVariables = {
  input: RecordIdentityCheckInput
}

export type RecordIdentityCheckResult = {
  recordIdentityCheck: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    isNotifierIdentified: boolean
    notifierVersion: number
    identityChecks: ({
      id: string
      personId: string | null
      documents: ({
        code: string
        name: string
        how: HowChecked
        number: string | null
        validUntil: string | null
        placeOfIssue: string | null
      })[]
      result: IdentityResult
      doubt: string | null
      withdraws: string | null
      withdrawalReason: string | null
      isWithdrawn: boolean
      recordedAt: string
    })[]
    requiredProofs: ({
      code: string
      name: string
      documents: string[]
      state: ProofState
      version: number
      document: string | null
      note: string | null
      severity: Severity
    })[]
    findings: {
      code: string
      severity: Severity
      message: string
      place: string
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const recordIdentityCheckMutation: Operation<RecordIdentityCheckResult, RecordIdentityCheckVariables> = `mutation RecordIdentityCheck($input: RecordIdentityCheckInput!) {
  recordIdentityCheck(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      isNotifierIdentified
      notifierVersion
      identityChecks {
        id
        personId
        documents {
          code
          name
          how
          number
          validUntil
          placeOfIssue
        }
        result
        doubt
        withdraws
        withdrawalReason
        isWithdrawn
        recordedAt
      }
      requiredProofs {
        code
        name
        documents
        state
        version
        document
        note
        severity
      }
      findings {
        code
        severity
        message
        place
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
  }
}`

export type RecordPaperSignatureVariables = {
  input: RecordPaperSignatureInput
}

export type RecordPaperSignatureResult = {
  recordPaperSignature: {
    __typename: 'Application'
    id: string
    version: number
    formCode: string
    isSigned: boolean
    signatures: {
      nodes: ({
        id: string
        method: SignatureMethod
        signerName: string
        signedAt: string
        consent: string
        contentHash: string
        picturePath: string | null
        withdrawnAt: string | null
        withdrawalReason: string | null
      })[]
    }
  } | {
    __typename: 'AlreadySigned' | 'DocumentChanged' | 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const recordPaperSignatureMutation: Operation<RecordPaperSignatureResult, RecordPaperSignatureVariables> = `mutation RecordPaperSignature($input: RecordPaperSignatureInput!) {
  recordPaperSignature(input: $input) {
    __typename
    ... on Application {
      id
      version
      formCode
      isSigned
      signatures(first: 20) {
        nodes {
          id
          method
          signerName
          signedAt
          consent
          contentHash
          picturePath
          withdrawnAt
          withdrawalReason
        }
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type RecordPersonVariables = {
  input: RecordPersonInput
}

export type RecordPersonResult = {
  recordPerson: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    answersVersion: number
    persons: {
      id: string
      version: number
      name: string
      role: PersonRole
    }[]
    openQuestions: {
      code: string
      text: string
      type: string
      isPersonal: boolean
      notInPresence: boolean
      choices: {
        value: string
        label: string
      }[]
      persons: {
        id: string
        name: string
      }[]
    }[]
    procedures: ({
      code: string
      name: string
      decision: ProcedureDecision
      forWhom: string[]
      reasons: string[]
      deadline: string
      dueOn: string | null
      formCodes: string[]
      deemedBy: string | null
      annotation: string | null
    })[]
    findings: {
      code: string
      severity: Severity
      message: string
      place: string
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const recordPersonMutation: Operation<RecordPersonResult, RecordPersonVariables> = `mutation RecordPerson($input: RecordPersonInput!) {
  recordPerson(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      answersVersion
      persons {
        id
        version
        name
        role
      }
      openQuestions {
        code
        text
        type
        isPersonal
        notInPresence
        choices {
          value
          label
        }
        persons {
          id
          name
        }
      }
      procedures {
        code
        name
        decision
        forWhom
        reasons
        deadline
        dueOn
        formCodes
        deemedBy
        annotation
      }
      findings {
        code
        severity
        message
        place
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
  }
}`

export type RecordProofVariables = {
  input: RecordProofInput
}

export type RecordProofResult = {
  recordProof: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    isNotifierIdentified: boolean
    notifierVersion: number
    identityChecks: ({
      id: string
      personId: string | null
      documents: ({
        code: string
        name: string
        how: HowChecked
        number: string | null
        validUntil: string | null
        placeOfIssue: string | null
      })[]
      result: IdentityResult
      doubt: string | null
      withdraws: string | null
      withdrawalReason: string | null
      isWithdrawn: boolean
      recordedAt: string
    })[]
    requiredProofs: ({
      code: string
      name: string
      documents: string[]
      state: ProofState
      version: number
      document: string | null
      note: string | null
      severity: Severity
    })[]
    findings: {
      code: string
      severity: Severity
      message: string
      place: string
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const recordProofMutation: Operation<RecordProofResult, RecordProofVariables> = `mutation RecordProof($input: RecordProofInput!) {
  recordProof(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      isNotifierIdentified
      notifierVersion
      identityChecks {
        id
        personId
        documents {
          code
          name
          how
          number
          validUntil
          placeOfIssue
        }
        result
        doubt
        withdraws
        withdrawalReason
        isWithdrawn
        recordedAt
      }
      requiredProofs {
        code
        name
        documents
        state
        version
        document
        note
        severity
      }
      findings {
        code
        severity
        message
        place
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
  }
}`

export type ReleaseCaseVariables = {
  input: ReleaseCaseInput
}

export type ReleaseCaseResult = {
  releaseCase: {
    __typename: 'Case'
    id: string
    editing: {
      name: string
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const releaseCaseMutation: Operation<ReleaseCaseResult, ReleaseCaseVariables> = `mutation ReleaseCase($input: ReleaseCaseInput!) {
  releaseCase(input: $input) {
    __typename
    ... on Case {
      id
      editing {
        name
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
  }
}`

export type RemoveAttachmentVariables = {
  input: RemoveAttachmentInput
}

export type RemoveAttachmentResult = {
  removeAttachment: {
    __typename: 'Attachment'
    id: string
    label: string
    removedAt: string | null
    removedBecause: string | null
    contentPath: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const removeAttachmentMutation: Operation<RemoveAttachmentResult, RemoveAttachmentVariables> = `mutation RemoveAttachment($input: RemoveAttachmentInput!) {
  removeAttachment(input: $input) {
    __typename
    ... on Attachment {
      id
      label
      removedAt
      removedBecause
      contentPath
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type RemoveFormVariables = {
  input: RemoveFormInput
}

export type RemoveFormResult = {
  removeForm: {
    __typename: 'RemovedForm'
    formId: string
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'WrongStatus'
    status: string
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    current: {
      id: string
      version: number
    }
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const removeFormMutation: Operation<RemoveFormResult, RemoveFormVariables> = `mutation RemoveForm($input: RemoveFormInput!) {
  removeForm(input: $input) {
    __typename
    ... on RemovedForm {
      formId
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
    ... on WrongStatus {
      status
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type ResidentVariables = {
  id: string
}

export type ResidentResult = {
  resident: {
    __typename: 'Resident'
    id: string
    number: string
    registerStatus: RegisterStatus
    fullName: string
    furigana: string | null
    formerSurname: string | null
    commonName: string | null
    birthDate: {
      text: string
    }
    age: number | null
    sex: Sex
    relationship: string | null
    address: string
    postalCode: string | null
    residentRecordCode: string | null
    registeredDomicile: string | null
    familyRegisterHead: string | null
    nationality: string | null
    statusOfResidence: string | null
    stayExpiresText: string | null
    household: {
      __typename: 'Household'
      id: string
      number: string
    } | {
      __typename: 'RestrictedHousehold'
      id: string
    } | null
    addresses: ({
      kind: AddressKind
      text: string
      sinceOn: string | null
      untilOn: string | null
    })[]
    enrolments: ({
      scheme: Scheme
      status: EnrolmentStatus
      number: string | null
      fromOn: string | null
      toOn: string | null
    })[] | null
    versions: {
      nodes: {
        historyNumber: number
        changeReason: ChangeReason
        changedOn: {
          text: string
        }
        fullName: string
        address: string
      }[]
    }
  } | {
    __typename: 'RestrictedResident'
    id: string
  } | null
}

export const residentQuery: Operation<ResidentResult, ResidentVariables> = `query Resident($id: ID!) {
  resident(id: $id) {
    __typename
    ... on RestrictedResident {
      id
    }
    ... on Resident {
      id
      number
      registerStatus
      fullName
      furigana
      formerSurname
      commonName
      birthDate {
        text
      }
      age
      sex
      relationship
      address
      postalCode
      residentRecordCode
      registeredDomicile
      familyRegisterHead
      nationality
      statusOfResidence
      stayExpiresText
      household {
        __typename
        ... on RestrictedHousehold {
          id
        }
        ... on Household {
          id
          number
        }
      }
      addresses {
        kind
        text
        sinceOn
        untilOn
      }
      enrolments {
        scheme
        status
        number
        fromOn
        toOn
      }
      versions(last: 10) {
        nodes {
          historyNumber
          changeReason
          changedOn {
            text
          }
          fullName
          address
        }
      }
    }
  }
}`

export type ResidentListingVariables = {
  address?: string | null
  bornFrom?: string | null
  bornUntil?: string | null
  first: number
  after?: string | null
}

export type ResidentListingResult = {
  residentListing: {
    totalCount: number | null
    isCapped: boolean
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
    nodes: ({
      __typename: 'Resident'
      id: string
      fullName: string
      birthDate: {
        text: string
      }
      address: string
    } | {
      __typename: 'RestrictedResident'
      id: string
    })[]
  } | null
}

export const residentListingQuery: Operation<ResidentListingResult, ResidentListingVariables> = `query ResidentListing(
  $address: String
  $bornFrom: Date
  $bornUntil: Date
  $first: Int!
  $after: String
) {
  residentListing(
    address: $address
    bornFrom: $bornFrom
    bornUntil: $bornUntil
    first: $first
    after: $after
  ) {
    totalCount
    isCapped
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      __typename
      ... on RestrictedResident {
        id
      }
      ... on Resident {
        id
        fullName
        birthDate {
          text
        }
        address
      }
    }
  }
}`

export type ResidentsVariables = {
  search: string
  first: number
  after?: string | null
}

export type ResidentsResult = {
  residents: {
    totalCount: number | null
    isCapped: boolean
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
    nodes: ({
      __typename: 'Resident'
      id: string
      number: string
      fullName: string
      furigana: string | null
      birthDate: {
        text: string
      }
      sex: Sex
      address: string
    } | {
      __typename: 'RestrictedResident'
      id: string
    })[]
  } | null
}

export const residentsQuery: Operation<ResidentsResult, ResidentsVariables> = `query Residents($search: String!, $first: Int!, $after: String) {
  residents(search: $search, first: $first, after: $after) {
    totalCount
    isCapped
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      __typename
      ... on RestrictedResident {
        id
      }
      ... on Resident {
        id
        number
        fullName
        furigana
        birthDate {
          text
        }
        sex
        address
      }
    }
  }
}`

export type RestoreFormVariables = {
  input: RestoreFormInput
}

export type RestoreFormResult = {
  restoreForm: {
    __typename: 'FormDraft'
    id: string
    version: number
    isChanged: boolean
    basedOnNumber: number | null
    savedAt: string
    savedBy: {
      name: string
    } | null
    template: Json
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'InvalidTemplate'
    faults: {
      place: string
      message: string
    }[]
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    current: {
      id: string
      version: number
    } | {
      id: string
      version: number
      savedAt: string
      savedBy: {
        name: string
      } | null
      template: Json
    }
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const restoreFormMutation: Operation<RestoreFormResult, RestoreFormVariables> = `mutation RestoreForm($input: RestoreFormInput!) {
  restoreForm(input: $input) {
    __typename
    ... on FormDraft {
      id
      version
      isChanged
      basedOnNumber
      savedAt
      savedBy {
        name
      }
      template
    }
    ... on InvalidTemplate {
      faults {
        place
        message
      }
    }
    ... on VersionConflict {
      current {
        id
        version
        ... on FormDraft {
          savedAt
          savedBy {
            name
          }
          template
        }
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type ReturnTaskVariables = {
  input: ReturnTaskInput
}

export type ReturnTaskResult = {
  returnTask: {
    __typename: 'Task'
    id: string
    version: number
    status: TaskStatus
    takenBy: {
      name: string
    } | null
    takenAt: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'TaskTaken'
    code: RefusalCode
    message: string
    path: string[]
    colleague: {
      name: string
    }
  }
}

export const returnTaskMutation: Operation<ReturnTaskResult, ReturnTaskVariables> = `mutation ReturnTask($input: ReturnTaskInput!) {
  returnTask(input: $input) {
    __typename
    ... on Task {
      id
      version
      status
      takenBy {
        name
      }
      takenAt
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
    ... on TaskTaken {
      colleague {
        name
      }
    }
  }
}`

export type SampleFamiliesVariables = Record<string, never>

export type SampleFamiliesResult = {
  sampleFamilies: {
    code: string
    label: string
    description: string
  }[] | null
}

export const sampleFamiliesQuery: Operation<SampleFamiliesResult, SampleFamiliesVariables> = `query SampleFamilies {
  sampleFamilies {
    code
    label
    description
  }
}`

export type SaveFormDraftVariables = {
  input: SaveFormDraftInput
}

export type SaveFormDraftResult = {
  saveFormDraft: {
    __typename: 'FormDraft'
    id: string
    version: number
    savedAt: string
    savedBy: {
      name: string
    } | null
    basedOnNumber: number | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'InvalidTemplate'
    faults: {
      place: string
      message: string
    }[]
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    current: {
      id: string
      version: number
    } | {
      id: string
      version: number
      savedAt: string
      savedBy: {
        name: string
      } | null
      template: Json
    }
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const saveFormDraftMutation: Operation<SaveFormDraftResult, SaveFormDraftVariables> = `mutation SaveFormDraft($input: SaveFormDraftInput!) {
  saveFormDraft(input: $input) {
    __typename
    ... on FormDraft {
      id
      version
      savedAt
      savedBy {
        name
      }
      basedOnNumber
    }
    ... on VersionConflict {
      current {
        id
        version
        ... on FormDraft {
          savedAt
          savedBy {
            name
          }
          template
        }
      }
    }
    ... on InvalidTemplate {
      faults {
        place
        message
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type SectionsVariables = {
  withClosed?: boolean | null
  first: number
  after?: string | null
}

export type SectionsResult = {
  sections: {
    nodes: ({
      id: string
      code: string
      name: string
      closedOn: string | null
      places: {
        floor: string
        place: {
          id: string
          name: string
        }
      }[]
    })[]
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
  } | null
}

export const sectionsQuery: Operation<SectionsResult, SectionsVariables> = `query Sections($withClosed: Boolean, $first: Int!, $after: String) {
  sections(withClosed: $withClosed, first: $first, after: $after) {
    nodes {
      id
      code
      name
      closedOn
      places {
        floor
        place {
          id
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`

export type SetPrinterOffsetVariables = {
  input: SetPrinterOffsetInput
}

export type SetPrinterOffsetResult = {
  setPrinterOffset: {
    __typename: 'PrinterOffset'
    id: string
    printer: string
    tray: string
    rightMm: number
    downMm: number
    version: number
  } | {
    __typename: 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    current: {
      id: string
      version: number
    }
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const setPrinterOffsetMutation: Operation<SetPrinterOffsetResult, SetPrinterOffsetVariables> = `mutation SetPrinterOffset($input: SetPrinterOffsetInput!) {
  setPrinterOffset(input: $input) {
    __typename
    ... on PrinterOffset {
      id
      printer
      tray
      rightMm
      downMm
      version
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type ShowToCitizenVariables = {
  input: ShowToCitizenInput
}

export type ShowToCitizenResult = {
  showToCitizen: {
    __typename: 'Showing'
    id: string
    status: ShowingStatus
    token: string | null
    shownAt: string
    expiresAt: string
    documents: {
      id: string
      title: string
      contentHash: string
      consent: string
      mustBeSigned: boolean
      isSigned: boolean
      pages: {
        number: number
        widthMm: number
        heightMm: number
        path: string
      }[]
    }[]
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'FailedChecks'
    code: RefusalCode
    message: string
    path: string[]
    findings: {
      code: string
      message: string
      place: string
    }[]
  }
}

export const showToCitizenMutation: Operation<ShowToCitizenResult, ShowToCitizenVariables> = `mutation ShowToCitizen($input: ShowToCitizenInput!) {
  showToCitizen(input: $input) {
    __typename
    ... on Showing {
      id
      status
      token
      shownAt
      expiresAt
      documents {
        id
        title
        contentHash
        consent
        mustBeSigned
        isSigned
        pages {
          number
          widthMm
          heightMm
          path
        }
      }
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on FailedChecks {
      findings {
        code
        message
        place
      }
    }
  }
}`

export type ShownDocumentsVariables = Record<string, never>

export type ShownDocumentsResult = {
  shownDocuments: {
    cityName: string
    signerName: string
    expiresAt: string
    documents: {
      id: string
      title: string
      contentHash: string
      consent: string
      mustBeSigned: boolean
      isSigned: boolean
      pages: {
        number: number
        widthMm: number
        heightMm: number
        path: string
        text: string
      }[]
    }[]
  } | null
}

export const shownDocumentsQuery: Operation<ShownDocumentsResult, ShownDocumentsVariables> = `query ShownDocuments {
  shownDocuments {
    cityName
    signerName
    expiresAt
    documents {
      id
      title
      contentHash
      consent
      mustBeSigned
      isSigned
      pages {
        number
        widthMm
        heightMm
        path
        text
      }
    }
  }
}`

export type SignDocumentsVariables = {
  input: SignDocumentsInput
}

export type SignDocumentsResult = {
  signDocuments: {
    __typename: 'SignedShowing'
    status: ShowingStatus
    documents: {
      id: string
      title: string
      isSigned: boolean
    }[]
  } | {
    __typename: 'AlreadySigned' | 'DocumentChanged' | 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'ShowingEnded' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const signDocumentsMutation: Operation<SignDocumentsResult, SignDocumentsVariables> = `mutation SignDocuments($input: SignDocumentsInput!) {
  signDocuments(input: $input) {
    __typename
    ... on SignedShowing {
      status
      documents {
        id
        title
        isSigned
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type SignInVariables = {
  input: SignInInput
}

export type SignInResult = {
  signIn: {
    __typename: 'SignedIn'
    token: string
    expiresAt: string
    staffName: string
  } | {
    __typename: 'AccountLocked' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongCredentials'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const signInMutation: Operation<SignInResult, SignInVariables> = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignedIn {
      token
      expiresAt
      staffName
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type SignOutVariables = Record<string, never>

export type SignOutResult = {
  signOut: {
    __typename: 'SignedOut'
    endedAt: string
  } | {
    __typename: 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
  }
}

export const signOutMutation: Operation<SignOutResult, SignOutVariables> = `mutation SignOut {
  signOut {
    __typename
    ... on SignedOut {
      endedAt
    }
    ... on Refusal {
      code
      message
    }
  }
}`

export type StatisticsVariables = {
  from: string
  to: string
  groupBy: readonly StatisticsDimension[]
}

export type StatisticsResult = {
  statistics: {
    firstOn: string
    lastOn: string
    smallestShown: number
    hiddenGroups: number
    total: {
      cases: number | null
      open: number | null
      completed: number | null
      withdrawn: number | null
      minutesAtCounter: {
        median: number | null
        ninthDecile: number | null
      }
      printings: number | null
      reprints: number | null
      sheets: number | null
      tasks: number | null
      tasksCompleted: number | null
      minutesUntilTaken: {
        median: number | null
        ninthDecile: number | null
      }
      minutesUntilCompleted: {
        median: number | null
        ninthDecile: number | null
      }
    }
    groups: ({
      keys: {
        dimension: StatisticsDimension
        code: string
        words: string
      }[]
      cases: number | null
      open: number | null
      completed: number | null
      withdrawn: number | null
      minutesAtCounter: {
        median: number | null
        ninthDecile: number | null
      }
      printings: number | null
      reprints: number | null
      sheets: number | null
      tasks: number | null
      tasksCompleted: number | null
      minutesUntilTaken: {
        median: number | null
        ninthDecile: number | null
      }
      minutesUntilCompleted: {
        median: number | null
        ninthDecile: number | null
      }
    })[]
  } | null
}

export const statisticsQuery: Operation<StatisticsResult, StatisticsVariables> = `query Statistics($from: Date!, $to: Date!, $groupBy: [StatisticsDimension!]!) {
  statistics(from: $from, to: $to, groupBy: $groupBy) {
    firstOn
    lastOn
    smallestShown
    hiddenGroups
    total {
      cases
      open
      completed
      withdrawn
      minutesAtCounter {
        median
        ninthDecile
      }
      printings
      reprints
      sheets
      tasks
      tasksCompleted
      minutesUntilTaken {
        median
        ninthDecile
      }
      minutesUntilCompleted {
        median
        ninthDecile
      }
    }
    groups {
      keys {
        dimension
        code
        words
      }
      cases
      open
      completed
      withdrawn
      minutesAtCounter {
        median
        ninthDecile
      }
      printings
      reprints
      sheets
      tasks
      tasksCompleted
      minutesUntilTaken {
        median
        ninthDecile
      }
      minutesUntilCompleted {
        median
        ninthDecile
      }
    }
  }
}`

export type StatisticsWorkbookVariables = {
  input: StatisticsWorkbookInput
}

export type StatisticsWorkbookResult = {
  statisticsWorkbook: {
    __typename: 'StatisticsWorkbook'
    id: string
    downloadPath: string
    firstOn: string
    lastOn: string
    byteCount: number
    sha256: string
    keptUntil: string
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'PeriodTooLong'
    code: RefusalCode
    message: string
    path: string[]
    mostDays: number
  }
}

export const statisticsWorkbookMutation: Operation<StatisticsWorkbookResult, StatisticsWorkbookVariables> = `mutation StatisticsWorkbook($input: StatisticsWorkbookInput!) {
  statisticsWorkbook(input: $input) {
    __typename
    ... on StatisticsWorkbook {
      id
      downloadPath
      firstOn
      lastOn
      byteCount
      sha256
      keptUntil
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on PeriodTooLong {
      mostDays
    }
  }
}`

export type TakeOverCaseVariables = {
  input: TakeOverCaseInput
}

export type TakeOverCaseResult = {
  takeOverCase: {
    __typename: 'Case'
    id: string
    editing: {
      staffId: string
      name: string
      since: string
      until: string
    } | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const takeOverCaseMutation: Operation<TakeOverCaseResult, TakeOverCaseVariables> = `mutation TakeOverCase($input: TakeOverCaseInput!) {
  takeOverCase(input: $input) {
    __typename
    ... on Case {
      id
      editing {
        staffId
        name
        since
        until
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type TakeTaskVariables = {
  input: TakeTaskInput
}

export type TakeTaskResult = {
  takeTask: {
    __typename: 'Task'
    id: string
    version: number
    status: TaskStatus
    takenBy: {
      name: string
    } | null
    takenAt: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'VersionConflict'
    code: RefusalCode
    message: string
    path: string[]
    current: {
      id: string
      version: number
    }
  } | {
    __typename: 'TaskTaken'
    code: RefusalCode
    message: string
    path: string[]
    colleague: {
      name: string
    }
  }
}

export const takeTaskMutation: Operation<TakeTaskResult, TakeTaskVariables> = `mutation TakeTask($input: TakeTaskInput!) {
  takeTask(input: $input) {
    __typename
    ... on Task {
      id
      version
      status
      takenBy {
        name
      }
      takenAt
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on VersionConflict {
      current {
        id
        version
      }
    }
    ... on TaskTaken {
      colleague {
        name
      }
    }
  }
}`

export type TaskEventsVariables = {
  section: string
  after?: number
}

export type TaskEventsResult = {
  taskEvents: {
    __typename: 'TaskEvent'
    number: number
    kind: TaskEventKind
    occurredAt: string
    staffId: string | null
    taskId: string
    caseId: string
  } | {
    __typename: 'Lagged'
    missed: number
    nextAfter: number
  }
}

export const taskEventsSubscription: Operation<TaskEventsResult, TaskEventsVariables> = `subscription TaskEvents($section: ID!, $after: Int! = 0) {
  taskEvents(section: $section, after: $after) {
    __typename
    ... on TaskEvent {
      number
      kind
      occurredAt
      staffId
      taskId
      caseId
    }
    ... on Lagged {
      missed
      nextAfter
    }
  }
}`

export type TasksVariables = {
  filter?: TaskFilter | null
  first: number
  after?: string | null
}

export type TasksResult = {
  tasks: {
    totalCount: number | null
    nodes: ({
      __typename: 'Task'
      id: string
      version: number
      status: TaskStatus
      procedureCode: string
      procedureName: string
      dueOn: string | null
      note: string | null
      section: {
        id: string
        name: string
      }
      place: {
        name: string
      } | null
      takenBy: {
        name: string
      } | null
      procedure: {
        forWhom: string[]
        reasons: string[]
        items: {
          name: string
        }[]
      } | null
      case: {
        __typename: 'Case'
        id: string
        number: string
        editing: {
          name: string
          until: string
        } | null
      } | {
        __typename: 'RestrictedCase'
      }
    } | {
      __typename: 'RestrictedTask'
      id: string
    })[]
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
    }
  } | null
}

export const tasksQuery: Operation<TasksResult, TasksVariables> = `query Tasks($filter: TaskFilter, $first: Int!, $after: String) {
  tasks(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      __typename
      ... on RestrictedTask {
        id
      }
      ... on Task {
        id
        version
        status
        procedureCode
        procedureName
        dueOn
        note
        section {
          id
          name
        }
        place {
          name
        }
        takenBy {
          name
        }
        procedure {
          forWhom
          reasons
          items {
            name
          }
        }
        case {
          __typename
          ... on Case {
            id
            number
            editing {
              name
              until
            }
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`

export type ViewerVariables = Record<string, never>

export type ViewerResult = {
  viewer: {
    id: string
    staffNumber: string
    name: string
    city: {
      code: string
      name: string
    }
    section: {
      name: string
    }
    memberships: {
      group: {
        code: string
        name: string
        permissions: string[]
      }
    }[]
  } | null
}

export const viewerQuery: Operation<ViewerResult, ViewerVariables> = `query Viewer {
  viewer {
    id
    staffNumber
    name
    city {
      code
      name
    }
    section {
      name
    }
    memberships {
      group {
        code
        name
        permissions
      }
    }
  }
}`

export type WithdrawCaseVariables = {
  input: WithdrawCaseInput
}

export type WithdrawCaseResult = {
  withdrawCase: {
    __typename: 'Case'
    id: string
    number: string
    status: CaseStatus
    version: number
    withdrawalReason: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'VersionConflict' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  } | {
    __typename: 'BeingEdited'
    code: RefusalCode
    message: string
    path: string[]
    editor: {
      name: string
    }
    until: string
  }
}

export const withdrawCaseMutation: Operation<WithdrawCaseResult, WithdrawCaseVariables> = `mutation WithdrawCase($input: WithdrawCaseInput!) {
  withdrawCase(input: $input) {
    __typename
    ... on Case {
      id
      number
      status
      version
      withdrawalReason
    }
    ... on Refusal {
      code
      message
      path
    }
    ... on BeingEdited {
      editor {
        name
      }
      until
    }
  }
}`

export type WithdrawFormVersionVariables = {
  input: WithdrawFormVersionInput
}

export type WithdrawFormVersionResult = {
  withdrawFormVersion: {
    __typename: 'FormVersion'
    id: string
    number: number
    status: FormVersionStatus
    validFrom: string
    validTo: string | null
    isEnded: boolean
    publishedAt: string | null
    publishedBy: {
      name: string
    } | null
    note: string | null
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const withdrawFormVersionMutation: Operation<WithdrawFormVersionResult, WithdrawFormVersionVariables> = `mutation WithdrawFormVersion($input: WithdrawFormVersionInput!) {
  withdrawFormVersion(input: $input) {
    __typename
    ... on FormVersion {
      id
      number
      status
      validFrom
      validTo
      isEnded
      publishedAt
      publishedBy {
        name
      }
      note
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

export type WithdrawSignatureVariables = {
  input: WithdrawSignatureInput
}

export type WithdrawSignatureResult = {
  withdrawSignature: {
    __typename: 'Application'
    id: string
    version: number
    formCode: string
    isSigned: boolean
    signatures: {
      nodes: ({
        id: string
        method: SignatureMethod
        signerName: string
        signedAt: string
        consent: string
        contentHash: string
        picturePath: string | null
        withdrawnAt: string | null
        withdrawalReason: string | null
      })[]
    }
  } | {
    __typename: 'IdempotencyKeyReused' | 'InvalidInput' | 'NotFound' | 'NotPermitted' | 'NotSignedIn' | 'WrongStatus'
    code: RefusalCode
    message: string
    path: string[]
  }
}

export const withdrawSignatureMutation: Operation<WithdrawSignatureResult, WithdrawSignatureVariables> = `mutation WithdrawSignature($input: WithdrawSignatureInput!) {
  withdrawSignature(input: $input) {
    __typename
    ... on Application {
      id
      version
      formCode
      isSigned
      signatures(first: 20) {
        nodes {
          id
          method
          signerName
          signedAt
          consent
          contentHash
          picturePath
          withdrawnAt
          withdrawalReason
        }
      }
    }
    ... on Refusal {
      code
      message
      path
    }
  }
}`

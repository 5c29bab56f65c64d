// The types of `<external-contact-panel>`, which /embed/panel.js defines. How it is used: docs/embedding.md.

/** What became of a contact: by this panel, or elsewhere by somebody else. */
export type ContactChange = 'saved' | 'created' | 'merged' | 'attached' | 'noted' | 'elsewhere';

/** What the host knows of the visitor; it is shown until the panel knows better. */
export interface ContactHint {
  name?: string;
}

/** The events of the panel, each with its `detail`. All are composed; all bubble but `resize`, which is none of the window. */
export interface ExternalContactPanelEvents {
  /** The enquiry is shown. */
  ready: CustomEvent<{ readonly enquiry: string }>;
  /** The contact of the enquiry is another than before, or has another version. */
  'contact-changed': CustomEvent<{
    readonly enquiry: string;
    readonly contact: string;
    readonly version: number;
    readonly change: ContactChange;
  }>;
  /** Something is unsaved beside the enquiry, or nothing is any more. */
  dirty: CustomEvent<{ readonly enquiry: string; readonly dirty: boolean }>;
  /** How high, in CSS pixels, all is that the panel shows. */
  resize: CustomEvent<{ readonly height: number }>;
  /** A number was pressed, to be called. */
  call: CustomEvent<{ readonly number: string; readonly contact?: string }>;
  /** A number was pressed, to be written to. */
  sms: CustomEvent<{ readonly number: string; readonly contact?: string }>;
  /** The panel cannot show the enquiry, or may not do what was asked of it: a sentence for people, and a code for programs. */
  refused: CustomEvent<{ readonly enquiry: string | null; readonly reason: string; readonly code: string }>;
}

/** All events of the element: its own, and those of every other. */
export type ExternalContactPanelEventMap = Omit<HTMLElementEventMap, keyof ExternalContactPanelEvents> & ExternalContactPanelEvents;

/**
 * The side panel. Its attributes:
 * - `server`: where External Contacts answers; where it is absent, where panel.js came from
 * - `enquiry`: the id that the conversation has in the contact centre
 * - `language`: `en`, `zh-Hant` or `zh-Hans`; where it is absent, as the browser asks
 * - `theme`: `light` or `dark`; where it is absent, as the device says
 * - `max-height`: in CSS pixels; what is higher scrolls inside
 * - `hint-name`: the same as `hint.name`
 */
export class ExternalContactPanel extends HTMLElement {
  /** Gives a ticket for an enquiry, signed by the host's own server. It is asked whenever one is needed. */
  getTicket: ((enquiry: string) => string | Promise<string>) | null;
  /** The id that the conversation has in the contact centre, as the attribute; null: none. What is unsaved beside others waits. */
  enquiry: string | null;
  /** Belongs to the enquiry that is set at the same time. */
  hint: ContactHint | null;
  /** Whether the page may be left; false: something is unsaved. */
  mayLeave(): Promise<boolean>;

  addEventListener<Type extends keyof ExternalContactPanelEventMap>(
    type: Type,
    listener: (this: ExternalContactPanel, event: ExternalContactPanelEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Type extends keyof ExternalContactPanelEventMap>(
    type: Type,
    listener: (this: ExternalContactPanel, event: ExternalContactPanelEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'external-contact-panel': ExternalContactPanel;
  }
}

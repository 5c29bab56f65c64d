// Made of the description by docs/api/generate.mjs: change the handlers, not this.
export interface paths {
    "/bin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the bin, what was deleted last first */
        get: operations["bin.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bin/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes contacts out of the bin; those that are not in it are passed over */
        post: operations["bin.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bin/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erases a contact in the bin for good: its values, notes and activity, and the values in its log */
        delete: operations["bin.erase"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the people who work here, by name */
        get: operations["staff.colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds contacts by search and filters, page by page */
        get: operations["contacts.list"];
        put?: never;
        /** Creates a contact */
        post: operations["contacts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes many contacts at once: labels, Type, Level, Group, Team, or into the bin */
        post: operations["bulk.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a bulk action is */
        get: operations["bulk.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/bulk/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a bulk action back, also while it runs; what somebody has changed since is left alone and counted as kept */
        post: operations["bulk.undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the contacts that a search and filters find, exactly */
        get: operations["contacts.count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads Contact.csv: all contacts, or those that a search and filters find */
        get: operations["contacts.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact */
        get: operations["contacts.get"];
        put?: never;
        post?: never;
        /** Puts a contact into the bin */
        delete: operations["contacts.delete"];
        options?: never;
        head?: never;
        /** Changes fields of a contact: a JSON merge patch (RFC 7396), where null empties a field and a list is replaced whole */
        patch: operations["contacts.change"];
        trace?: never;
    };
    "/contacts/{id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the contact centre reported about a contact: enquiries, calls and messages, pages visited, the newest first */
        get: operations["contacts.activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The change log of a contact, the newest save first */
        get: operations["contacts.log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/changes/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A contact as it was after one entry of its change log, or one that was merged into it; the version is that of now */
        get: operations["contacts.past"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/changes/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the value back that a field had before one entry of the change log; that is a save of its own */
        post: operations["contacts.restoreValue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/engagements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes down that a contact is called or texted now. What the contact centre knows of calls comes by `POST /engagements` */
        post: operations["contacts.engage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merges another contact into this one. Its id then leads here */
        post: operations["merging.merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The notes about a contact, the newest first */
        get: operations["contacts.listNotes"];
        put?: never;
        /** Adds a note about a contact */
        post: operations["contacts.addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/notes/{note}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a note: its author or an Administrator may */
        delete: operations["contacts.deleteNote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the edits that wait on a contact, and those that were decided on, the newest first */
        get: operations["proposals.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a contact out of the bin */
        post: operations["contacts.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who may be the same person as a contact, the likeliest first, each with the reasons */
        get: operations["merging.suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/destinations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the destinations, where enquiries are routed to, by the ids that they have in the contact centre */
        get: operations["destinations.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/destinations/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One destination, by the id that it has in the contact centre */
        get: operations["destinations.get"];
        /** Reports a destination, where enquiries are routed to */
        put: operations["destinations.report"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All suspected duplicates as the last search found them, group by group, the likeliest first */
        get: operations["duplicates.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/duplicates/differ": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remembers that two contacts are not the same person, or forgets it */
        post: operations["duplicates.differ"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/duplicates/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a new search for duplicates; it begins within seconds */
        post: operations["duplicates.look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/engagements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports calls and text messages from staff: one, or up to 500 */
        post: operations["enquiries.reportEngagements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/enquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists enquiries, those that were opened last first */
        get: operations["enquiries.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/enquiries/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One enquiry, by the id that it has in the contact centre */
        get: operations["enquiries.get"];
        /** Reports an enquiry, or what is new about it; telling it twice keeps it once */
        put: operations["enquiries.report"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/enquiries/{external_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages of an enquiry, the oldest first */
        get: operations["enquiries.messages"];
        put?: never;
        /** Reports messages of an enquiry: one, or up to 500 */
        post: operations["enquiries.addMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened, the oldest first: every change in the order in which it could first be read, in the bodies of the webhooks
         * @description Whoever goes on behind the last event, or better behind the `position` of the answer, misses nothing, however late it was
         *     written, and sees nothing twice. What imports wrote comes one by one. A note or a proposal is an update of its contact with
         *     `note`, `proposal` or `proposed_by` among `changed`. What happened can be asked for for 30 days.
         */
        get: operations["events.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the active fields in their order */
        get: operations["fields.list"];
        put?: never;
        /** Creates a field; its Field ID and type never change */
        post: operations["fields.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields/deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the fields that were deleted and can come back, the latest first */
        get: operations["fields.listDeleted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a field: its values are no longer shown */
        delete: operations["fields.delete"];
        options?: never;
        head?: never;
        /** Renames a field, changes its options or its place */
        patch: operations["fields.change"];
        trace?: never;
    };
    "/fields/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a field back, with the values that contacts had */
        post: operations["fields.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the contacts that hold a value of a field: what its deletion hides */
        get: operations["fields.usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists imports, newest first */
        get: operations["imports.list"];
        put?: never;
        /**
         * Imports a file
         * @description The body is the file: CSV, text with tabs or semicolons, or a workbook (XLSX). 202 means that it is stored and will be
         *     imported, whatever happens to the server; a file that cannot be imported as a whole is refused at once, and nothing
         *     of it is. The same `Idempotency-Key` begins one import, however often the file is sent; it is one to 255 ASCII characters.
         */
        post: operations["imports.upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/recipes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the recipes that an import may name: the layouts that were saved, for everybody */
        get: operations["recipes.list"];
        put?: never;
        /** Saves a layout under a name, for everybody */
        post: operations["recipes.keep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/recipes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forgets a layout; what was imported by it stays as it is */
        delete: operations["recipes.forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads template.csv, the columns of an import with an example */
        get: operations["imports.template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import is, and what became of its records */
        get: operations["imports.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Lets an import rest, or go on */
        patch: operations["imports.pause"];
        trace?: never;
    };
    "/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an import early; what it has written stays, and can be undone */
        post: operations["imports.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** ErrorDetail.csv: the records that failed, each with its reasons in column AZ */
        get: operations["imports.errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the records that failed, in the order of the file; the total is that of the ledger
         * @description As a file, with what was in them: `GET /imports/{id}/errors`.
         */
        get: operations["imports.failures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an undo of this import would do now */
        get: operations["imports.undoForeseen"];
        put?: never;
        /**
         * Takes an import back: what it created is deleted, what it changed gets its old values
         * @description What it created does not go to the bin: import the file again to have it back.
         *     Contacts that somebody edited since are listed and left alone, unless `edited` is true. The answer comes when all is done;
         *     until then `GET /imports/{id}` tells how far it is, and whatever breaks it off, the server goes on with it by itself.
         */
        post: operations["imports.undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all labels by name */
        get: operations["labels.list"];
        put?: never;
        /** Creates a label */
        post: operations["labels.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels/deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the labels that were deleted and can come back, the latest first */
        get: operations["labels.listDeleted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels/usages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the contacts of every label, by the ids of the labels */
        get: operations["labels.listUsages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a label, from every contact too */
        delete: operations["labels.delete"];
        options?: never;
        head?: never;
        /** Renames or recolours a label */
        patch: operations["labels.change"];
        trace?: never;
    };
    "/labels/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a label back, to every contact that had it */
        post: operations["labels.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the contacts that wear a label: what its deletion takes it from */
        get: operations["labels.usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/merges/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a merge back: both contacts come back with what was theirs. What was edited since stays */
        post: operations["merging.undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what can be withheld from each role that has it otherwise, and whether it is */
        get: operations["permissions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions/{role}/{permission}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Withholds something from a role, or gives it back; it counts from the next request on
         * @description Roles are those of people. A token has scopes of its own, from which nothing is withheld: with `contacts:export` it
         *     downloads contacts whatever is withheld from any role. Delete such a token to end that.
         */
        put: operations["permissions.change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/phones/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Completes a number that was written without a country code, by the numbering plan of its country */
        get: operations["contacts.completePhone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/proposals/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts a proposal: its values are saved beside what others saved meanwhile, and the log names both */
        post: operations["proposals.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/proposals/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drops a proposal */
        post: operations["proposals.drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/security-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the security log, the newest first */
        get: operations["settings.securityLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what is in force, and what of it was set */
        get: operations["settings.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given; the rest stays */
        patch: operations["settings.change"];
        trace?: never;
    };
    "/settings/panel-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes another secret for the side panel; the one before is good for a day more */
        post: operations["settings.renewSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/panel-secret/old": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends the secrets before the present one at once */
        delete: operations["settings.endOldSecrets"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists staff by name, those who left last */
        get: operations["staff.list"];
        put?: never;
        /** Adds a member of staff */
        post: operations["staff.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/by-email/{email}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Reports a member of staff by email address */
        put: operations["staff.report"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a member of staff without a password, and makes the link by which they come in within seven days */
        post: operations["staff.invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One member of staff, as the list has them */
        get: operations["staff.get"];
        put?: never;
        post?: never;
        /** Closes an account: the name stays in every log, signing in is over */
        delete: operations["staff.close"];
        options?: never;
        head?: never;
        /** Changes a member of staff; a new role or password signs them out everywhere */
        patch: operations["staff.change"];
        trace?: never;
    };
    "/staff/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes another link for somebody who has not come in yet; the one before ends */
        post: operations["staff.inviteAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a password away at once, with all sessions, and makes the link to set another */
        post: operations["staff.reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists where a member of staff is signed in, where they were last first */
        get: operations["staff.sessionsOf"];
        put?: never;
        post?: never;
        /** Signs a member of staff out everywhere */
        delete: operations["staff.signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all tokens, newest first */
        get: operations["tokens.list"];
        put?: never;
        /** Makes a token */
        post: operations["tokens.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Makes a token useless at once */
        delete: operations["tokens.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the views that everybody sees, by name */
        get: operations["views.list"];
        put?: never;
        /** Keeps a view for everybody */
        post: operations["views.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One view */
        get: operations["views.get"];
        put?: never;
        post?: never;
        /** Deletes a view; the contacts in it stay as they are */
        delete: operations["views.delete"];
        options?: never;
        head?: never;
        /** Renames a view, changes what it finds or its columns */
        patch: operations["views.change"];
        trace?: never;
    };
    "/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports pages that were visited: one, or up to 500 */
        post: operations["enquiries.reportVisits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all endpoints, the oldest first */
        get: operations["webhooks.list"];
        put?: never;
        /**
         * Registers an endpoint, after its address has answered a challenge. The secret is shown this once
         * @description The challenge is a POST of `{"type":"webhook.challenge","challenge":"…"}`, to be answered with 200 and the same value.
         */
        post: operations["webhooks.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads an endpoint */
        get: operations["webhooks.get"];
        put?: never;
        post?: never;
        /** Deletes an endpoint and all that was to be told to it */
        delete: operations["webhooks.delete"];
        options?: never;
        head?: never;
        /** Changes an endpoint, pauses it or lets it go on. Another address, and one that was disabled, is challenged again */
        patch: operations["webhooks.change"];
        trace?: never;
    };
    "/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was sent to an endpoint in the last thirty days, the newest first */
        get: operations["webhooks.deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one delivery once more, or all that happened from a time on: under the ids that they had */
        post: operations["webhooks.replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a new secret and shows it, this once. The one before signs along for a day */
        post: operations["webhooks.renewSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "contact.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contact was created
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook contact.created"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contact was put into the bin; contact is null
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook contact.deleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.erased": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contact was erased, of whom only the id is told
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook contact.erased"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.merged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Two contacts were merged: one event of each, with one position; contact is null of the one that is gone
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook contact.merged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.restored": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contact was taken out of the bin
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook contact.restored"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.unmerged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A merge was undone: one event of each contact
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook contact.unmerged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contact was changed, or what is kept beside it
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook contact.updated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "enquiry.mapped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An enquiry was given to a contact: id is that of the enquiry, contact the one that it belongs to
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook enquiry.mapped"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "import.finished": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An import is over, was refused, or was taken back: id is that of the import, and GET /imports/{id} says by its status what became of it
         * @description Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at least once, again for three days until it is taken.
         */
        post: operations["webhook import.finished"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description Whether somebody can come in.
         * @enum {string}
         */
        AccountState: "active" | "invited" | "closed";
        /**
         * @description A page of the activity of a contact: of all that happened the newest, or the newest before a cursor. Nothing that is as
         *     new as the oldest of it is left out, of whatever kind.
         */
        Activity: {
            device?: components["schemas"]["Device"] | null;
            engagements: components["schemas"]["Engagement"][];
            enquiries: components["schemas"]["EnquiryEntry"][];
            /** @description Send it back as `cursor` for what is older; absent where nothing is. */
            next_cursor?: string | null;
            visits: components["schemas"]["Visit"][];
        };
        /** @description A mailing address. */
        Address: {
            /** @default  */
            city?: string;
            /**
             * @description ISO 3166-1 alpha-2.
             * @default
             */
            country?: string;
            /** @default  */
            state?: string;
            /** @default  */
            street?: string;
            /** @default  */
            zip?: string;
        };
        /**
         * @description Whether somebody can take an enquiry just now.
         * @enum {string}
         */
        Availability: "available" | "busy" | "away" | "offline";
        /** @description The import that was begun. */
        Begun: {
            /** Format: uuid */
            id: string;
        };
        /** @description A page of the bin. */
        Bin: {
            items: components["schemas"]["Deleted"][];
            /** @description Where the next page starts; absent on the last one. */
            next_cursor?: string | null;
            total: components["schemas"]["Total"];
        };
        /** @description An action and what came of it so far: `done = changed + unchanged + gone + overfull`. */
        Bulk: {
            action: components["schemas"]["BulkAction"];
            /** Format: int32 */
            changed: number;
            /**
             * Format: int32
             * @description How many of them have been looked at.
             */
            done: number;
            /**
             * Format: int32
             * @description They were deleted meanwhile, or never existed.
             */
            gone: number;
            /** Format: uuid */
            id: string;
            /**
             * Format: int32
             * @description … and what it left alone, because somebody else has changed it since.
             */
            kept: number;
            /**
             * Format: int32
             * @description They have as many labels as a contact may have.
             */
            overfull: number;
            /**
             * Format: int32
             * @description What an undo put back …
             */
            restored: number;
            status: components["schemas"]["BulkStatus"];
            /**
             * Format: int32
             * @description How many contacts were selected.
             */
            total: number;
            /**
             * Format: int32
             * @description They were as wanted already.
             */
            unchanged: number;
        };
        /** @description What is done to each contact. */
        BulkAction: {
            /** @description Puts labels on, by name; unknown ones are created */
            add_labels: string[];
        } | {
            /** @description Takes labels off, by name */
            remove_labels: string[];
        } | {
            set_type: components["schemas"]["Kind"];
        } | {
            set_level: components["schemas"]["Level"];
        } | {
            /** @description Empty takes the group off */
            set_group: string;
        } | {
            /** @description Empty takes the team off */
            set_team: string;
        } | "delete";
        /**
         * @description What is done to which contacts: either `ids` or `query`.
         * @example {
         *       "action": {
         *         "add_labels": [
         *           "newsletter"
         *         ]
         *       },
         *       "query": {
         *         "search": "chan"
         *       }
         *     }
         */
        BulkStart: {
            action: components["schemas"]["BulkAction"];
            /**
             * Format: int32
             * @description Refuse unless the selection holds so many contacts
             */
            expected?: number | null;
            /** @description At most 5,000; more by a query */
            ids?: components["schemas"]["ContactId"][] | null;
            /** @description What GET /contacts takes, such as {"search": "chan", "label": ["vip"]}; {} is all contacts */
            query?: Record<string, never> | null;
        };
        /**
         * @description Where an action stands.
         * @enum {string}
         */
        BulkStatus: "running" | "done" | "undoing" | "undone";
        /** @description An entry of the change log: one save. */
        Change: {
            action: string;
            /** Format: date-time */
            at: string;
            /**
             * Format: uuid
             * @description Whose log this stands in: the contact's own, or that of one that was merged into it since.
             */
            contact: string;
            heard_in?: components["schemas"]["HeardIn"] | null;
            lines: components["schemas"]["Line"][];
            /**
             * Format: uuid
             * @description The merge that it tells of, as long as it can be undone.
             */
            merge?: string | null;
            /** Format: int64 */
            number: number;
            /** @description edit, import, merge, panel or api. */
            source: string;
            /** @description The name of the member of staff, or of the token. */
            staff: string;
        };
        /**
         * @description By which way a visitor came.
         * @enum {string}
         */
        Channel: "web_chat" | "phone_call" | "email" | "messenger" | "whatsapp" | "wechat" | "line" | "woztell";
        /** @description What was chosen. Nothing chosen: the master's fields stand, blanks are filled, lists are united. */
        Choices: {
            /**
             * @description By the field's name in JSON, as in the change log: `company`, `address.city`, `cf_size`.
             * @default {}
             */
            fields?: {
                [key: string]: components["schemas"]["Keep"];
            };
            /**
             * @description The values of lists that were unticked.
             * @default {}
             */
            without?: components["schemas"]["Without"];
        };
        /** @description Some of the people who work here, by name. */
        Colleagues: {
            items: components["schemas"]["Staff"][];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
        };
        /** @description A contact as it is stored and shown. */
        Contact: components["schemas"]["Draft"] & {
            /** Format: date-time */
            created_at: string;
            id: components["schemas"]["ContactId"];
            /** @description First names that merges brought along. */
            other_first_names?: string[];
            /** @description Last names that merges brought along. */
            other_last_names?: string[];
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts the saves; an update names the version it was made from.
             */
            version: number;
        };
        /** @description How many contacts a query finds. */
        ContactCount: {
            /**
             * Format: int32
             * @description Exact, however many
             */
            count: number;
        };
        /**
         * Format: uuid
         * @description Names a contact for ever; made by the server (UUIDv7).
         */
        ContactId: string;
        /** @description A page of contacts. */
        ContactPage: {
            /** @description Words of the search that are so short that they find only names that begin with them. */
            beginnings?: string[];
            items: components["schemas"]["Contact"][];
            /** @description Where the next page starts; absent on the last one. */
            next_cursor?: string | null;
            total: components["schemas"]["Total"];
        };
        /** @description How many contacts something concerns. */
        ContactUsage: {
            /** Format: int64 */
            contacts: number;
        };
        /** @description A field that an Administrator added. */
        CustomField: {
            /** @description The Field ID, `cf_…`: unique and fixed. */
            id: string;
            name: string;
            /** @description What a dropdown offers. */
            options?: string[];
            type: components["schemas"]["CustomKind"];
        };
        /**
         * @description The type of a custom field, fixed once it is created.
         * @enum {string}
         */
        CustomKind: "text" | "number" | "date" | "dropdown_single" | "dropdown_multiple" | "checkbox";
        /** @description The value of a custom field: its shape follows the field's type, a date is ISO text. */
        CustomValue: boolean | number | string | string[];
        /**
         * @description What of a proposal is decided on; without a body all of it is.
         * @example {
         *       "fields": [
         *         "company"
         *       ]
         *     }
         */
        Decision: {
            /** @description The fields by their names; absent: all that are still open. */
            fields?: string[] | null;
            /**
             * Format: int64
             * @description To accept what contradicts the contact: the version in which you have seen it. Absent: nothing that others saved
             *     meanwhile is replaced.
             */
            version?: number | null;
        };
        /** @description A contact in the bin. */
        Deleted: {
            company: string;
            /**
             * Format: int32
             * @description After so many days it is erased.
             */
            days_left: number;
            /** Format: date-time */
            deleted_at: string;
            /** @description The name of whoever deleted it. */
            deleted_by: string;
            first_name: string;
            id: components["schemas"]["ContactId"];
            last_name: string;
        };
        /** @description What became of an attempt. */
        DeliveryAttempt: {
            /** @description The beginning of its answer, or why there is none. */
            answer: string;
            /** Format: date-time */
            at: string;
            /** Format: int32 */
            milliseconds: number;
            /**
             * Format: int32
             * @description What the endpoint answered; absent where it did not.
             */
            status?: number | null;
        };
        /**
         * @description Where a delivery stands.
         * @enum {string}
         */
        DeliveryState: "waiting" | "delivered" | "given_up";
        /** @description Where enquiries are routed to: a team, a number, a queue. */
        Destination: {
            /** @description Empty: it belongs to none. */
            department: string;
            /** @description The id that it has in the contact centre. */
            external_id: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The email addresses of those who work there, in lower case. */
            staff: string[];
        };
        /** @description A destination as it is chosen: by its id here, and in the contact centre. */
        DestinationName: {
            external_id: string;
            /** Format: uuid */
            id: string;
            /** @description Blank where the contact centre has told none yet. */
            name: string;
        };
        /**
         * @description Where enquiries are routed to.
         * @example {
         *       "event_at": "2025-11-28T12:00:00Z",
         *       "name": "Support",
         *       "staff": [
         *         "mei.chan@example.com"
         *       ]
         *     }
         */
        DestinationReport: {
            department?: string | null;
            /**
             * Format: date-time
             * @description When the contact centre saw it so.
             */
            event_at: string;
            name?: string | null;
            /** @description Its staff, by email address. */
            staff?: string[] | null;
        };
        /** @description What the contact wrote from. */
        Device: {
            browser: string;
            ip: string;
            language: string;
            /** Format: date-time */
            last_seen: string;
            location: string;
            os: string;
            platform: string;
        };
        /** @description What a visitor writes from. */
        DeviceReport: {
            browser?: string | null;
            ip?: string | null;
            language?: string | null;
            location?: string | null;
            os?: string | null;
            platform?: string | null;
            /** @description A name of the IANA database, such as Asia/Hong_Kong. */
            time_zone?: string | null;
        };
        /**
         * @description Two contacts and what is said about them.
         * @example {
         *       "differ": true,
         *       "one": "019a0000-0000-7000-8000-000000000000",
         *       "two": "019a0000-0000-7000-8000-000000000001"
         *     }
         */
        Differ: {
            /** @description True: they are not the same person. False: forget that it was said. */
            differ: boolean;
            /** Format: uuid */
            one: string;
            /** Format: uuid */
            two: string;
        };
        /**
         * @description All that a person may write about a contact.
         * @example {
         *       "address": {
         *         "city": "Hong Kong",
         *         "country": "HK"
         *       },
         *       "birth_date": "1980-12-14",
         *       "company": "Example Trading Ltd",
         *       "emails": [
         *         {
         *           "address": "taiman.chan@example.com",
         *           "type": "Work"
         *         }
         *       ],
         *       "first_name": "Tai Man",
         *       "labels": [
         *         "vip"
         *       ],
         *       "language": "zh",
         *       "last_name": "Chan",
         *       "level": "Primary",
         *       "phones": [
         *         {
         *           "number": "+85212345678",
         *           "type": "Mobile"
         *         }
         *       ],
         *       "type": "Customer"
         *     }
         */
        Draft: {
            /** @default {} */
            address?: components["schemas"]["Address"];
            /**
             * Format: date
             * @default null
             */
            birth_date?: string | null;
            /** @default  */
            company?: string;
            /**
             * @description Values by Field ID (`cf_…`).
             * @default {}
             */
            custom?: {
                [key: string]: components["schemas"]["CustomValue"];
            };
            /** @default [] */
            emails?: components["schemas"]["Email"][];
            /** @default  */
            first_name?: string;
            /** @default  */
            group?: string;
            /** @default  */
            job_title?: string;
            /** @default [] */
            labels?: string[];
            /**
             * @description ISO 639-1, two lowercase letters.
             * @default
             */
            language?: string;
            /** @default  */
            last_name?: string;
            /** @default Primary */
            level?: components["schemas"]["Level"];
            /** @default [] */
            phones?: components["schemas"]["Phone"][];
            /** @default [] */
            socials?: components["schemas"]["Social"][];
            /** @default  */
            team?: string;
            /** @default Lead */
            type?: components["schemas"]["Kind"];
        };
        /** @description Contacts of whom each looks like the same person as another one of them. */
        DuplicateGroup: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description How many pairs more there are than are listed; 90 stands for as many or more.
             */
            more: number;
            pairs: components["schemas"]["Pair"][];
            /** Format: int32 */
            strength: number;
        };
        /** @description How old what is known about duplicates is. */
        DuplicateSearch: {
            /**
             * Format: date-time
             * @description When the last search ended; nothing before the first one.
             */
            at?: string | null;
            /**
             * Format: int64
             * @description How long it took.
             */
            milliseconds: number;
            /** @description One is under way or about to begin. */
            running: boolean;
        };
        /** @description Some of the suspected duplicates, the likeliest first. */
        Duplicates: {
            items: components["schemas"]["DuplicateGroup"][];
            next_cursor?: string | null;
            search: components["schemas"]["DuplicateSearch"];
            /**
             * Format: int64
             * @description How many groups there are.
             */
            total: number;
        };
        /** @description A contact that was edited since an import wrote it. */
        EditedContact: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description An email address and what it is for. */
        Email: {
            address: string;
            type?: components["schemas"]["EmailKind"];
        };
        /**
         * @description What an email address is for.
         * @enum {string}
         */
        EmailKind: "Work" | "Personal" | "Other";
        /** @description A call or a text message from staff. */
        Engagement: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /** @description call or sms. */
            kind: string;
            number: string;
            /**
             * Format: int32
             * @description How long a call took.
             */
            seconds?: number | null;
            staff: string;
            text: string;
        };
        /**
         * @description By what staff turned to somebody.
         * @enum {string}
         */
        EngagementKind: "call" | "sms";
        /**
         * @description A call or a text message from staff to somebody outside.
         * @example {
         *       "at": "2025-11-28T12:00:00Z",
         *       "event_at": "2025-11-28T12:00:00Z",
         *       "external_id": "C-1",
         *       "kind": "call",
         *       "number": "+85212345678",
         *       "seconds": 90
         *     }
         */
        EngagementReport: {
            /** Format: date-time */
            at?: string | null;
            contact?: components["schemas"]["ContactId"] | null;
            /** @description The id that its enquiry has in the contact centre. */
            enquiry?: string | null;
            /**
             * Format: date-time
             * @description When the contact centre saw it so.
             */
            event_at: string;
            external_id: string;
            kind?: components["schemas"]["EngagementKind"] | null;
            number?: string | null;
            /** Format: int32 */
            seconds?: number | null;
            /** @description Whose it was, by email address. */
            staff?: string | null;
            text?: string | null;
        };
        /** @description Some enquiries, the newest first. */
        Enquiries: {
            items: components["schemas"]["ReportedEnquiry"][];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** @description Of all pages. */
            total: components["schemas"]["Total"];
        };
        /** @description What is known of an enquiry. */
        Enquiry: {
            channel: components["schemas"]["Channel"];
            /**
             * Format: date-time
             * @description Present where it is closed.
             */
            closed_at?: string | null;
            /** @description The destination's id in the contact centre; empty where it was routed to none. */
            destination: string;
            /** Format: date-time */
            opened_at: string;
            /** @description Those in its room by email address, in lower case. */
            staff: string[];
            status: components["schemas"]["Status"];
            subject: string;
            visitor: components["schemas"]["Visitor"];
        };
        /** @description A conversation with the contact centre. */
        EnquiryEntry: {
            channel: components["schemas"]["Channel"];
            /** Format: date-time */
            closed_at?: string | null;
            destination: string;
            external_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            opened_at: string;
            staff: string[];
            status: components["schemas"]["Status"];
            /** @description Empty for whoever may not view the enquiry, and for a token without the scope enquiries:read. */
            subject: string;
        };
        /**
         * @description An enquiry, or what is new about it.
         * @example {
         *       "channel": "web_chat",
         *       "event_at": "2025-11-28T12:00:00Z",
         *       "status": "open",
         *       "subject": "Delivery",
         *       "visitor": {
         *         "email": "taiman.chan@example.com",
         *         "first_name": "Tai Man",
         *         "last_name": "Chan"
         *       }
         *     }
         */
        EnquiryReport: {
            channel?: components["schemas"]["Channel"] | null;
            /** Format: date-time */
            closed_at?: string | null;
            /** @description The id that the destination has in the contact centre. */
            destination?: string | null;
            /**
             * Format: date-time
             * @description When the contact centre saw it so.
             */
            event_at: string;
            /** Format: date-time */
            opened_at?: string | null;
            /** @description Those in its room, by email address. */
            staff?: string[] | null;
            status?: components["schemas"]["Status"] | null;
            subject?: string | null;
            visitor?: components["schemas"]["VisitorReport"] | null;
        };
        /** @description One thing that happened, as a program is told it. */
        EventBody: {
            data: components["schemas"]["EventData"];
            /** @description Where it stands in all that happened, such as `1.204`. Whoever goes on behind the last one misses nothing. */
            position: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            type: components["schemas"]["EventKind"];
        };
        /** @description What a body says of what it is about. */
        EventData: {
            /** @description The name of whoever did it. */
            actor: string;
            /** @description The names of the fields that were written. */
            changed: string[];
            contact?: components["schemas"]["Contact"] | null;
            /**
             * Format: uuid
             * @description Of the contact, the import or the enquiry.
             */
            id: string;
            /** @description Which way: edit, import, merge, panel, api or enquiry. */
            source: string;
            /**
             * Format: int64
             * @description The version that the contact has now; null where there is none.
             */
            version?: number | null;
        };
        /**
         * @description What happened, as programs know it.
         * @enum {string}
         */
        EventKind: "contact.created" | "contact.updated" | "contact.deleted" | "contact.restored" | "contact.merged" | "contact.unmerged" | "contact.erased" | "import.finished" | "enquiry.mapped";
        /** @description Some of what happened, the oldest first. */
        EventPage: {
            /** @description Empty when there is nothing newer. */
            items: components["schemas"]["EventBody"][];
            /** @description Where to go on: behind the last of the items, or further where nothing else has happened by now. Send it back as `after`. */
            position: string;
        };
        /** @description A record that the server refused, though the page had accepted it. */
        Failure: {
            /** @description The sentence of ErrorDetail.csv. */
            error: string;
            /**
             * Format: int32
             * @description Its number among those that were sent, from 1.
             */
            record: number;
        };
        /**
         * @description What a person writes to create a field.
         * @example {
         *       "name": "Size",
         *       "options": [
         *         "S",
         *         "M",
         *         "L"
         *       ],
         *       "type": "dropdown_single"
         *     }
         */
        FieldDraft: {
            /** @description Absent: made from the name. */
            id?: string | null;
            name: string;
            options?: string[];
            type: components["schemas"]["CustomKind"];
        };
        /** @description One value to correct, as programs are told of it. */
        FieldProblem: {
            /** @description Stable, for programs. */
            code: string;
            /** @description The field or column it stands in; empty where the whole is meant. */
            column: string;
            /** @description What the API calls the field of a contact, where `column` is the header that files give it: last_name. */
            field?: string | null;
            /** @description The sentence for people. */
            message: string;
        };
        /**
         * @description What a person may change about a field; what is absent stays.
         * @example {
         *       "name": "Shirt size"
         *     }
         */
        FieldUpdate: {
            /** @default null */
            name?: string | null;
            /** @default null */
            options?: string[] | null;
            /**
             * Format: int32
             * @description Its place among the fields, from 0.
             * @default null
             */
            position?: number | null;
        };
        /**
         * @description When a form is filled in.
         * @enum {string}
         */
        FormKind: "pre_chat" | "offline";
        /** @description A label or a custom field that was deleted and can come back. */
        Gone: {
            /** Format: date-time */
            at: string;
            /** @description The name of whoever deleted it; empty where nobody knows any more. */
            by: string;
            id: string;
            name: string;
        };
        /** @description What became of each report, in the order in which they were sent. */
        Heard: {
            items: components["schemas"]["HeardItem"][];
        };
        /** @description What became of the report of an enquiry. */
        HeardEnquiry: {
            contact?: components["schemas"]["ContactId"] | null;
            external_id: string;
            /** Format: uuid */
            id: string;
            outcome: components["schemas"]["Hearing"];
            status?: components["schemas"]["Status"] | null;
        };
        /** @description A message of an enquiry. */
        HeardIn: {
            /** Format: uuid */
            enquiry: string;
            /** @description The id that the message has in the contact centre. */
            message: string;
        };
        /** @description What became of one report. */
        HeardItem: {
            /** @description As it was sent; empty where it was not. */
            external_id: string;
            outcome: components["schemas"]["Hearing"];
            problem?: components["schemas"]["FieldProblem"] | null;
        };
        /** @description What became of the report of a destination or of a member of staff. */
        HeardThing: {
            /** Format: uuid */
            id: string;
            outcome: components["schemas"]["Hearing"];
        };
        /**
         * @description What became of a report.
         * @enum {string}
         */
        Hearing: "created" | "updated" | "known" | "older" | "refused";
        /** @description An import: a line of the history, and the answer to "how far is it". */
        Import: components["schemas"]["Ledger"] & {
            /** Format: date-time */
            created_at: string;
            /** @description In which encoding the file was read; absent while it is on its way, and for a workbook. */
            encoding?: string | null;
            /** @description False where the encoding was a guess and another may have been meant. */
            encoding_sure: boolean;
            /** @description Whether ErrorDetail.csv can be had from the server. */
            error_detail: boolean;
            file_name: string;
            /** Format: date-time */
            finished_at?: string | null;
            id: components["schemas"]["ImportId"];
            /** @description The headers of the columns that were ignored because no field has their name. */
            ignored_columns: string[];
            /** @description The names of labels that the file brought along and that are still there: the first hundred. */
            labels_made: string[];
            /** @description Whether the one who asks may pause, cancel and undo it. */
            mine: boolean;
            /**
             * @description What else there is to say about the file, in sentences: where its header was found, which rows and sheets were left
             *     out or taken along.
             */
            notes: string[];
            options: Record<string, never>;
            /**
             * Format: int32
             * @description How many parts of the file have arrived; the next one to send is this plus one.
             */
            parts: number;
            /** @description It rests, or its undo does, until somebody lets it go on. */
            paused: boolean;
            /**
             * Format: float
             * @description Records a second, lately.
             */
            rate: number;
            refused?: components["schemas"]["RefusedImport"] | null;
            source: components["schemas"]["Source"];
            started_by: string;
            status: components["schemas"]["ImportStatus"];
            /**
             * Format: int64
             * @description How many records the ledger will hold in the end; 0 while the file is on its way.
             */
            total: number;
            undo?: components["schemas"]["UndoLedger"] | null;
            /**
             * Format: int32
             * @description How many imports of the same account or token are written before this one may begin; 0 unless it waits for its turn.
             */
            waits_for: number;
        };
        /**
         * @description What to change about an import that is under way.
         * @example {
         *       "paused": true
         *     }
         */
        ImportChange: {
            /** @description True: it rests. False: it goes on. */
            paused: boolean;
        };
        /**
         * Format: uuid
         * @description Names an import for ever; made by the server (UUIDv7).
         */
        ImportId: string;
        /**
         * @description Where an import stands.
         * @enum {string}
         */
        ImportStatus: "receiving" | "running" | "done" | "refused" | "cancelled" | "undone";
        /** @description What is in force. */
        Installation: {
            /** @description Where this server is reached. */
            address: string;
            /** @description Whether a contact is made of each visitor whom nobody knows. */
            auto_create: boolean;
            /**
             * Format: int32
             * @description For how many days the bin keeps what was deleted.
             */
            bin_days: number;
            /** Format: int32 */
            cell_characters: number;
            /** @description The origins of the pages that may show the side panel. */
            embed_origins: string[];
            /** Format: int32 */
            file_columns: number;
            /**
             * Format: int32
             * @description What a file may not exceed.
             */
            file_megabytes: number;
            /** Format: int32 */
            file_records: number;
            /** @description What the environment or a flag says: it cannot be changed here. */
            given: components["schemas"]["SettingName"][];
            panel_secret: components["schemas"]["PanelSecret"];
            /** @description What was set here; the rest is as usual. */
            stored: components["schemas"]["SettingName"][];
            /** @description The country whose code phone numbers most likely lack: its two letters, or empty. */
            usual_country: string;
        };
        /**
         * @description What is changed; what is absent stays.
         * @example {
         *       "bin_days": 30
         *     }
         */
        InstallationChange: {
            /** @default null */
            auto_create?: boolean | null;
            /**
             * Format: int32
             * @default null
             */
            bin_days?: number | null;
            /**
             * Format: int32
             * @default null
             */
            cell_characters?: number | null;
            /** @default null */
            embed_origins?: string[] | null;
            /**
             * Format: int32
             * @default null
             */
            file_columns?: number | null;
            /**
             * Format: int32
             * @default null
             */
            file_megabytes?: number | null;
            /**
             * Format: int32
             * @default null
             */
            file_records?: number | null;
            /**
             * @description Two letters; empty for none.
             * @default null
             */
            usual_country?: string | null;
        };
        /**
         * @description Which contact to take in, and how.
         * @example {
         *       "other": "019a0000-0000-7000-8000-000000000001"
         *     }
         */
        Join: {
            /** @description Empty: the master's fields stand, blanks are filled, lists are united. */
            choices?: components["schemas"]["Choices"];
            /**
             * Format: uuid
             * @description The contact that becomes part of this one.
             */
            other: string;
            /**
             * @description The versions of the master and of the other that the choice was made from; without them it counts for whatever is
             *     there.
             */
            versions?: number[] | null;
        };
        /** @description A merge that was done. */
        Joined: {
            /** @description The master, as it is now. */
            contact: components["schemas"]["Contact"];
            /**
             * Format: uuid
             * @description For `POST /merges/{id}/undo`.
             */
            merge_id: string;
        };
        /**
         * @description Whose value a field keeps.
         * @enum {string}
         */
        Keep: "master" | "other" | "both";
        /** @description A recipe that is kept. */
        KeptRecipe: {
            /** @description By what files with the same header are known. */
            fingerprint: string;
            /** Format: uuid */
            id: string;
            /** @description Whether who asks may change it. */
            may_change: boolean;
            /** @description The layout that was saved under it, for everybody; absent: what whoever asks chose the last time. */
            name?: string | null;
            /** @description Whose it is. */
            owner: string;
            recipe: Record<string, never>;
        };
        /**
         * @description The guide's Type: the category of a contact with the business.
         * @enum {string}
         */
        Kind: "Lead" | "Prospect" | "Customer" | "Others";
        /** @description A label. */
        Label: {
            /** @description One of `COLOURS`. */
            colour: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        /**
         * @description What a person writes about a label; what is absent stays, or is chosen for a new one.
         * @example {
         *       "name": "Partner"
         *     }
         */
        LabelDraft: {
            /** @default null */
            colour?: string | null;
            /** @default null */
            name?: string | null;
        };
        /** @description A label and the contacts that wear it. */
        LabelUsage: {
            /** @description A number, or {"at_least": 10000} above that */
            contacts: components["schemas"]["Total"];
            /** Format: uuid */
            id: string;
        };
        /**
         * @description A language of sentences, by its tag.
         * @enum {string}
         */
        Language: "en" | "zh-Hant" | "zh-Hans";
        /** @description What became of the records: `records = created + updated + unchanged + skipped + failed`. */
        Ledger: {
            /** Format: int64 */
            created: number;
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            records: number;
            /** Format: int64 */
            skipped: number;
            /** Format: int64 */
            unchanged: number;
            /** Format: int64 */
            updated: number;
        };
        /**
         * @description The contact tier.
         * @enum {string}
         */
        Level: "Primary" | "Secondary" | "Tertiary";
        /** @description One field of one save. */
        Line: {
            /** @description The field's name in JSON; parts of the address as `address.city`, custom fields by their id. */
            field: string;
            /** @description Absent: it is empty now. */
            new?: unknown;
            /** @description Absent: it was empty. */
            old?: unknown;
        };
        /**
         * @description What a link was made for.
         * @enum {string}
         */
        LinkPurpose: "invitation" | "reset";
        /** @description One page of a list. */
        ListPage_CustomField: {
            items: {
                /** @description The Field ID, `cf_…`: unique and fixed. */
                id: string;
                name: string;
                /** @description What a dropdown offers. */
                options?: string[];
                type: components["schemas"]["CustomKind"];
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Destination: {
            items: {
                /** @description Empty: it belongs to none. */
                department: string;
                /** @description The id that it has in the contact centre. */
                external_id: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** @description The email addresses of those who work there, in lower case. */
                staff: string[];
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Failure: {
            items: {
                /** @description The sentence of ErrorDetail.csv. */
                error: string;
                /**
                 * Format: int32
                 * @description Its number among those that were sent, from 1.
                 */
                record: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Gone: {
            items: {
                /** Format: date-time */
                at: string;
                /** @description The name of whoever deleted it; empty where nobody knows any more. */
                by: string;
                id: string;
                name: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Import: {
            items: (components["schemas"]["Ledger"] & {
                /** Format: date-time */
                created_at: string;
                /** @description In which encoding the file was read; absent while it is on its way, and for a workbook. */
                encoding?: string | null;
                /** @description False where the encoding was a guess and another may have been meant. */
                encoding_sure: boolean;
                /** @description Whether ErrorDetail.csv can be had from the server. */
                error_detail: boolean;
                file_name: string;
                /** Format: date-time */
                finished_at?: string | null;
                id: components["schemas"]["ImportId"];
                /** @description The headers of the columns that were ignored because no field has their name. */
                ignored_columns: string[];
                /** @description The names of labels that the file brought along and that are still there: the first hundred. */
                labels_made: string[];
                /** @description Whether the one who asks may pause, cancel and undo it. */
                mine: boolean;
                /**
                 * @description What else there is to say about the file, in sentences: where its header was found, which rows and sheets were left
                 *     out or taken along.
                 */
                notes: string[];
                options: Record<string, never>;
                /**
                 * Format: int32
                 * @description How many parts of the file have arrived; the next one to send is this plus one.
                 */
                parts: number;
                /** @description It rests, or its undo does, until somebody lets it go on. */
                paused: boolean;
                /**
                 * Format: float
                 * @description Records a second, lately.
                 */
                rate: number;
                refused?: components["schemas"]["RefusedImport"] | null;
                source: components["schemas"]["Source"];
                started_by: string;
                status: components["schemas"]["ImportStatus"];
                /**
                 * Format: int64
                 * @description How many records the ledger will hold in the end; 0 while the file is on its way.
                 */
                total: number;
                undo?: components["schemas"]["UndoLedger"] | null;
                /**
                 * Format: int32
                 * @description How many imports of the same account or token are written before this one may begin; 0 unless it waits for its turn.
                 */
                waits_for: number;
            })[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_KeptRecipe: {
            items: {
                /** @description By what files with the same header are known. */
                fingerprint: string;
                /** Format: uuid */
                id: string;
                /** @description Whether who asks may change it. */
                may_change: boolean;
                /** @description The layout that was saved under it, for everybody; absent: what whoever asks chose the last time. */
                name?: string | null;
                /** @description Whose it is. */
                owner: string;
                recipe: Record<string, never>;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Label: {
            items: {
                /** @description One of `COLOURS`. */
                colour: string;
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_LabelUsage: {
            items: {
                /** @description A number, or {"at_least": 10000} above that */
                contacts: components["schemas"]["Total"];
                /** Format: uuid */
                id: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Note: {
            items: {
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                id: string;
                /** @description Whether who asks may delete it. */
                may_delete: boolean;
                /** @description The name of its author. */
                staff: string;
                text: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Proposal: {
            items: {
                /** Format: date-time */
                at: string;
                /**
                 * Format: int64
                 * @description The version of the contact that the edit was made from.
                 */
                base_version: number;
                /** @description The id of its enquiry in the contact centre; absent where that is gone. */
                enquiry?: string | null;
                /** Format: uuid */
                id: string;
                /** @description It is an edit of whoever asks, who cannot decide on it. */
                own: boolean;
                /** @description The name of whoever made the edit. */
                staff: string;
                values: components["schemas"]["ProposedValue"][];
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_RolePermission: {
            items: {
                permission: components["schemas"]["Permission"];
                role: components["schemas"]["Role"];
                withheld: boolean;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_SavedView: {
            items: {
                /** @description The columns in their order, with dots between them, such as name.company.phone; absent: those of whoever looks */
                columns?: string | null;
                /** Format: uuid */
                id: string;
                /** @description Whether you may change it: programs change what programs keep */
                may_change: boolean;
                name: string;
                /** @description Whose it is: a member of staff, or a program */
                owner: string;
                /** @description What GET /contacts takes, such as {"search": "chan", "label": ["vip"]}; {} is all contacts */
                query: Record<string, never>;
                /** @description Everybody sees it */
                shared: boolean;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Session: {
            items: {
                /** @description The address it was opened from. */
                address: string;
                /** @description Such as Chrome and Windows; empty where the browser did not say. */
                browser: string;
                /** @description The one that asks; nobody else's is. */
                current: boolean;
                /** Format: uuid */
                id: string;
                /**
                 * Format: date-time
                 * @description When it was last used, to the minute.
                 */
                seen: string;
                /** Format: date-time */
                since: string;
                system: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_StaffEntry: {
            items: (components["schemas"]["Staff"] & {
                destinations: components["schemas"]["DestinationName"][];
                /** @description Nobody else could do what an Administrator does, so that role and account stay. */
                last_administrator: boolean;
                link?: components["schemas"]["OpenLink"] | null;
                /**
                 * Format: date-time
                 * @description When they last used it, signed in, to the minute; absent: never.
                 */
                seen_at?: string | null;
                /**
                 * Format: int32
                 * @description At how many places they are signed in.
                 */
                sessions: number;
                state: components["schemas"]["AccountState"];
            })[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Suggestion: {
            items: {
                contact: components["schemas"]["Contact"];
                reasons: components["schemas"]["Reason"][];
                /**
                 * Format: int32
                 * @description 3, 2 or 1; 3 is the most likely.
                 */
                strength: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Token: {
            items: {
                /** Format: date-time */
                created_at: string;
                /** @description Who made it, by the name of then. */
                created_by: string;
                /**
                 * Format: int32
                 * @description How many days are left, a begun one counted whole; 0: it has expired.
                 */
                days_left?: number | null;
                /**
                 * Format: date-time
                 * @description When it opens nothing any more; absent: never.
                 */
                expires_at?: string | null;
                /** Format: uuid */
                id: string;
                name: string;
                scopes: components["schemas"]["Scope"][];
                /** Format: date-time */
                used_at?: string | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_Webhook: {
            items: {
                /** Format: date-time */
                created_at: string;
                description: string;
                /**
                 * Format: date-time
                 * @description Since when nothing has been delivered, while deliveries fail.
                 */
                failing_since?: string | null;
                /** Format: uuid */
                id: string;
                /** @description Whether the contacts that an import writes are told one by one. */
                imports: boolean;
                /**
                 * Format: date-time
                 * @description Until when the secret before the present one signs along.
                 */
                old_secret_until?: string | null;
                /** @description The secret cannot be read with this server's SECRET_KEY: it is to be renewed. */
                secret_unreadable: boolean;
                state: components["schemas"]["WebhookState"];
                /** @description What it is told of, in the order of `EventKind::ALL`. */
                types: components["schemas"]["EventKind"][];
                url: string;
                /**
                 * Format: int64
                 * @description Deliveries that wait or are tried again.
                 */
                waiting: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description One page of a list. */
        ListPage_WebhookDelivery: {
            items: {
                attempt?: components["schemas"]["DeliveryAttempt"] | null;
                /** Format: int32 */
                attempts: number;
                /** Format: date-time */
                created_at: string;
                /**
                 * Format: uuid
                 * @description Its `webhook-id`, the same on each attempt and at each replay.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description When it is tried next, while it waits.
                 */
                next_at?: string | null;
                position: string;
                state: components["schemas"]["DeliveryState"];
                /**
                 * Format: uuid
                 * @description The contact, import or enquiry that it tells of.
                 */
                subject: string;
                type: components["schemas"]["EventKind"];
            }[];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description Entries of a contact's log, the newest first. */
        Log: {
            items: components["schemas"]["Change"][];
            /** @description Where the older ones start; absent on the last page. */
            next_cursor?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description A page of the security log. */
        LogPage: {
            items: components["schemas"]["SecurityEntry"][];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
        };
        /** @description A link that lets the holder of an account set its password, once. Told this once. */
        MadeLink: {
            email: string;
            /** Format: date-time */
            expires_at: string;
            /**
             * Format: uuid
             * @description The account
             */
            id: string;
            /** @description To hand over to whoever it is for, and to nobody else */
            link: string;
            purpose: components["schemas"]["LinkPurpose"];
        };
        /** @description A secret that was made. */
        MadePanelSecret: {
            /**
             * Format: date-time
             * @description Until when those before it are good too.
             */
            old_until?: string | null;
            /** @description Shown this once. */
            secret: string;
        };
        /** @description A token and its secret. */
        MadeToken: components["schemas"]["Token"] & {
            /** @description Shown this once. */
            secret: string;
        };
        /**
         * @description By what a record and a contact are found to be the same.
         * @enum {string}
         */
        MatchBy: "phone" | "email" | "any";
        /**
         * @description A message of an enquiry.
         * @example {
         *       "at": "2025-11-28T12:00:00Z",
         *       "external_id": "M-1",
         *       "name": "Tai Man Chan",
         *       "sender": "visitor",
         *       "text": "When will it arrive?"
         *     }
         */
        Message: {
            /** Format: date-time */
            at: string;
            external_id: string;
            /** @description The name of the sender, as it was then. */
            name?: string;
            sender: components["schemas"]["Sender"];
            text: string;
        };
        /** @description Some messages of an enquiry, the oldest first. */
        Messages: {
            items: components["schemas"]["Message"][];
            /** @description Send it back as `cursor` for the next page; absent after the last. */
            next_cursor?: string | null;
        };
        /**
         * @description The social networks, in the order of the form.
         * @enum {string}
         */
        Network: "Messenger" | "Whatsapp" | "Wechat" | "Line" | "Twitter" | "Linkedin" | "WoztellWhatsapp" | "WoztellFacebook" | "WoztellInstagram";
        /**
         * @description A contact to make: a change may leave the last name as it is, but nobody begins without one.
         * @example {
         *       "address": {
         *         "city": "Hong Kong",
         *         "country": "HK"
         *       },
         *       "birth_date": "1980-12-14",
         *       "company": "Example Trading Ltd",
         *       "emails": [
         *         {
         *           "address": "taiman.chan@example.com",
         *           "type": "Work"
         *         }
         *       ],
         *       "first_name": "Tai Man",
         *       "labels": [
         *         "vip"
         *       ],
         *       "language": "zh",
         *       "last_name": "Chan",
         *       "level": "Primary",
         *       "phones": [
         *         {
         *           "number": "+85212345678",
         *           "type": "Mobile"
         *         }
         *       ],
         *       "type": "Customer"
         *     }
         */
        NewContact: components["schemas"]["Draft"] & {
            last_name: string;
        };
        /**
         * @description A call or a text message that begins now.
         * @example {
         *       "kind": "call",
         *       "number": "+85212345678"
         *     }
         */
        NewEngagement: {
            kind: components["schemas"]["EngagementKind"];
            /** @description The number with its country code */
            number: string;
        };
        /**
         * @description A layout to keep.
         * @example {
         *       "header": [
         *         "Last name",
         *         "Handy"
         *       ],
         *       "name": "Monthly",
         *       "recipe": {
         *         "columns": {
         *           "Handy": "Mobile"
         *         }
         *       }
         *     }
         */
        NewLayout: {
            /** @description The headers of the columns of such a file, by which the next one is known; nothing of them is kept */
            header: string[];
            /** @description At most 60 characters. A layout of this name that a program saved is changed */
            name: string;
            /** @description As docs/recipes.md has it, without `classes` and `records` */
            recipe: Record<string, never>;
        };
        /**
         * @description A note to add.
         * @example {
         *       "text": "Is best called in the morning"
         *     }
         */
        NewNote: {
            /** @description At most 4,000 characters */
            text: string;
        };
        /**
         * @description Somebody to add.
         * @example {
         *       "department": "Sales",
         *       "email": "mei.chan@example.com",
         *       "name": "Mei Chan",
         *       "role": "agent",
         *       "time_zone": "Asia/Hong_Kong"
         *     }
         */
        NewStaff: components["schemas"]["StaffDraft"] & {
            /** @description Without one they cannot sign in yet. */
            password?: string | null;
        };
        /**
         * @description A token to make.
         * @example {
         *       "days": 365,
         *       "name": "CRM",
         *       "scopes": [
         *         "contacts:read"
         *       ]
         *     }
         */
        NewToken: {
            /**
             * Format: int32
             * @description For how many days it is good; absent: for ever.
             */
            days?: number | null;
            /** @description Which program uses it. */
            name: string;
            scopes: components["schemas"]["Scope"][];
        };
        /**
         * @description A view to keep, for everybody.
         * @example {
         *       "name": "Customers in Hong Kong",
         *       "query": {
         *         "country": [
         *           "HK"
         *         ],
         *         "type": [
         *           "Customer"
         *         ]
         *       }
         *     }
         */
        NewView: {
            /** @description The columns, with dots between them; absent: those of whoever looks */
            columns?: string | null;
            /** @description At most 60 characters; no two views of programs have the same */
            name: string;
            /** @description What GET /contacts takes; {} is all contacts */
            query?: Record<string, never>;
        };
        /** @description A note about a contact. */
        Note: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /** @description Whether who asks may delete it. */
            may_delete: boolean;
            /** @description The name of its author. */
            staff: string;
            text: string;
        };
        /**
         * @description A value to put back.
         * @example {
         *       "field": "company"
         *     }
         */
        OldValue: {
            /** @description The field of a line of this entry, such as company or address.city */
            field: string;
        };
        /**
         * @description What becomes of a record whose contact exists already.
         * @enum {string}
         */
        OnDuplicate: "create" | "skip" | "update";
        /** @description A link that still opens; what stands in it is known to nobody here any more. */
        OpenLink: {
            /** Format: date-time */
            expires_at: string;
            purpose: components["schemas"]["LinkPurpose"];
        };
        /** @description Two contacts that look like one person. */
        Pair: {
            one: components["schemas"]["Contact"];
            reasons: components["schemas"]["Reason"][];
            two: components["schemas"]["Contact"];
        };
        /** @description How it stands with what tickets for the side panel are signed with. */
        PanelSecret: {
            /**
             * Format: date-time
             * @description Since when it is the present one, where it was made here.
             */
            made_at?: string | null;
            made_by?: string | null;
            /**
             * Format: date-time
             * @description Until when those before it are good too.
             */
            old_until?: string | null;
            state: components["schemas"]["PanelSecretState"];
        };
        /**
         * @description Whether there is a secret, and where it comes from.
         * @enum {string}
         */
        PanelSecretState: "absent" | "given" | "stored" | "unreadable";
        /**
         * @description What can be withheld from a role that has it otherwise.
         * @enum {string}
         */
        Permission: "download" | "manage_fields";
        /**
         * @description What is to become of it.
         * @example {
         *       "withheld": true
         *     }
         */
        PermissionChange: {
            withheld: boolean;
        };
        /** @description A telephone number and what it is for. */
        Phone: {
            number: string;
            type?: components["schemas"]["PhoneKind"];
            /** @description Set only by what the contact centre reports, never by a person. */
            verified?: boolean;
        };
        /**
         * @description What a phone number is for.
         * @enum {string}
         */
        PhoneKind: "Mobile" | "Work" | "Home" | "Other";
        /** @description What went wrong, as RFC 9457 writes it. */
        Problem: {
            /** @description Stable, for programs. */
            code: string;
            /** @description One sentence for people. */
            detail: string;
            /** @description Each value to correct, where there are any. */
            problems?: components["schemas"]["FieldProblem"][] | null;
            /** Format: int32 */
            status: number;
            title: string;
            /** @description `about:blank`: the status says the kind. */
            type: string;
        };
        /** @description An edit that was refused because its enquiry was closed meanwhile. */
        Proposal: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description The version of the contact that the edit was made from.
             */
            base_version: number;
            /** @description The id of its enquiry in the contact centre; absent where that is gone. */
            enquiry?: string | null;
            /** Format: uuid */
            id: string;
            /** @description It is an edit of whoever asks, who cannot decide on it. */
            own: boolean;
            /** @description The name of whoever made the edit. */
            staff: string;
            values: components["schemas"]["ProposedValue"][];
        };
        /**
         * @description What became of one field of a proposal.
         * @enum {string}
         */
        ProposalState: "open" | "accepted" | "dropped";
        /** @description One field of a proposal. */
        ProposedValue: components["schemas"]["Line"] & {
            /** Format: date-time */
            decided_at?: string | null;
            /** @description The name of whoever decided, and when. */
            decider?: string | null;
            state: components["schemas"]["ProposalState"];
        };
        /** @description Why two contacts may be one person. */
        Reason: {
            kind: string;
            /** @description The number, the address or the company that both have. */
            value: string;
        };
        /** @description Why nothing of a file was imported. */
        RefusedImport: {
            /** @description F01 to F07, or a word. */
            code: string;
            /** @description The sentence for a person. */
            message: string;
        };
        /**
         * @description What is sent once more.
         * @example {
         *       "delivery": "019a0000-0000-7000-8000-000000000000"
         *     }
         */
        Replay: {
            /**
             * Format: uuid
             * @description One delivery.
             */
            delivery: string;
        } | {
            /**
             * Format: date-time
             * @description All that happened from then on, at most 30 days ago.
             */
            since: string;
        };
        /** @description How many are sent again. */
        Replayed: {
            /** Format: int64 */
            deliveries: number;
        };
        /** @description An enquiry that the contact centre reported. */
        ReportedEnquiry: components["schemas"]["Enquiry"] & {
            contact?: components["schemas"]["ContactId"] | null;
            /** @description The id that it has in the contact centre. */
            external_id: string;
            /** Format: uuid */
            id: string;
        };
        /** @description How many came back. */
        RestoredCount: {
            /** Format: int32 */
            restored: number;
        };
        /**
         * @description What a member of staff is.
         * @enum {string}
         */
        Role: "administrator" | "supervisor" | "agent";
        /** @description Whether something that a role has otherwise is withheld from it. */
        RolePermission: {
            permission: components["schemas"]["Permission"];
            role: components["schemas"]["Role"];
            withheld: boolean;
        };
        /** @description A saved view. */
        SavedView: {
            /** @description The columns in their order, with dots between them, such as name.company.phone; absent: those of whoever looks */
            columns?: string | null;
            /** Format: uuid */
            id: string;
            /** @description Whether you may change it: programs change what programs keep */
            may_change: boolean;
            name: string;
            /** @description Whose it is: a member of staff, or a program */
            owner: string;
            /** @description What GET /contacts takes, such as {"search": "chan", "label": ["vip"]}; {} is all contacts */
            query: Record<string, never>;
            /** @description Everybody sees it */
            shared: boolean;
        };
        /**
         * @description What a token lets a program do.
         * @enum {string}
         */
        Scope: "contacts:read" | "contacts:write" | "contacts:export" | "ingest" | "enquiries:read" | "administration";
        /** @description An entry as it is read. */
        SecurityEntry: {
            actor: string;
            /**
             * Format: uuid
             * @description Who did it: nil for the command line, absent for a stranger.
             */
            actor_id?: string | null;
            /** @description Where the request came from. */
            address?: string | null;
            /** Format: date-time */
            at: string;
            /** @description What changed, such as `agent → supervisor`. */
            detail: string;
            /** @description What happened, by its word. */
            event: string;
            /** Format: int64 */
            number: number;
            subject: string;
            /**
             * Format: uuid
             * @description The account or token that it was done to.
             */
            subject_id?: string | null;
        };
        /**
         * @description Who wrote a message.
         * @enum {string}
         */
        Sender: "visitor" | "staff" | "system";
        /** @description A place where somebody is signed in. */
        Session: {
            /** @description The address it was opened from. */
            address: string;
            /** @description Such as Chrome and Windows; empty where the browser did not say. */
            browser: string;
            /** @description The one that asks; nobody else's is. */
            current: boolean;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            seen: string;
            /** Format: date-time */
            since: string;
            system: string;
        };
        /**
         * @description Something that is set.
         * @enum {string}
         */
        SettingName: "bin_days" | "auto_create" | "embed_origins" | "file_megabytes" | "file_records" | "file_columns" | "cell_characters" | "usual_country";
        /** @description A name or ID on a social network. */
        Social: {
            id: string;
            network: components["schemas"]["Network"];
            /** @description Set only by what the channel itself delivered, never by a person. */
            verified?: boolean;
        };
        /**
         * @description The door through which a file came.
         * @enum {string}
         */
        Source: "page" | "api" | "command";
        /** @description A member of staff. */
        Staff: components["schemas"]["StaffDraft"] & {
            /** @description False for somebody who left: the name stays in every log, signing in is over. */
            active: boolean;
            /** Format: uuid */
            id: string;
        };
        /**
         * @description What an Administrator changes about a member of staff; what is absent stays.
         * @example {
         *       "job_title": "Team lead"
         *     }
         */
        StaffChange: {
            /** @default null */
            active?: boolean | null;
            /** @default null */
            availability?: components["schemas"]["Availability"] | null;
            /** @default null */
            department?: string | null;
            /** @default null */
            email?: string | null;
            /** @default null */
            extension?: string | null;
            /** @default null */
            job_title?: string | null;
            /** @default null */
            name?: string | null;
            /** @default null */
            password?: string | null;
            /** @default null */
            phone?: string | null;
            /** @default null */
            role?: components["schemas"]["Role"] | null;
            /** @default null */
            time_zone?: string | null;
        };
        /**
         * @description All that an Administrator may write about a member of staff.
         * @example {
         *       "department": "Sales",
         *       "email": "mei.chan@example.com",
         *       "name": "Mei Chan",
         *       "role": "agent",
         *       "time_zone": "Asia/Hong_Kong"
         *     }
         */
        StaffDraft: {
            availability?: components["schemas"]["Availability"];
            department?: string;
            email: string;
            extension?: string;
            job_title?: string;
            name: string;
            phone?: string;
            role: components["schemas"]["Role"];
            /** @description A name of the IANA database, such as Asia/Hong_Kong. */
            time_zone?: string;
        };
        /** @description A member of staff, and what has become of the account. */
        StaffEntry: components["schemas"]["Staff"] & {
            destinations: components["schemas"]["DestinationName"][];
            /** @description Nobody else could do what an Administrator does, so that role and account stay. */
            last_administrator: boolean;
            link?: components["schemas"]["OpenLink"] | null;
            /**
             * Format: date-time
             * @description When they last used it, signed in, to the minute; absent: never.
             */
            seen_at?: string | null;
            /**
             * Format: int32
             * @description At how many places they are signed in.
             */
            sessions: number;
            state: components["schemas"]["AccountState"];
        };
        /**
         * @description A member of staff, as the contact centre knows them.
         * @example {
         *       "event_at": "2025-11-28T12:00:00Z",
         *       "name": "Mei Chan",
         *       "role": "agent"
         *     }
         */
        StaffReport: {
            /** @description False for somebody who left. */
            active?: boolean | null;
            availability?: components["schemas"]["Availability"] | null;
            department?: string | null;
            /**
             * Format: date-time
             * @description When the contact centre saw it so.
             */
            event_at: string;
            extension?: string | null;
            job_title?: string | null;
            name?: string | null;
            phone?: string | null;
            role?: components["schemas"]["Role"] | null;
            /** @description A name of the IANA database, such as Asia/Hong_Kong. */
            time_zone?: string | null;
        };
        /**
         * @description How an enquiry stands.
         * @enum {string}
         */
        Status: "open" | "ongoing" | "missed" | "followed_up" | "closed";
        /** @description A contact that may be the same person as another one. */
        Suggestion: {
            contact: components["schemas"]["Contact"];
            reasons: components["schemas"]["Reason"][];
            /**
             * Format: int32
             * @description 3, 2 or 1; 3 is the most likely.
             */
            strength: number;
        };
        /**
         * @description The tabs of the overview: Handling is ongoing and followed up.
         * @enum {string}
         */
        Tab: "open" | "handling" | "missed" | "closed";
        /**
         * @description Contacts to take out of the bin.
         * @example {
         *       "ids": [
         *         "019a0000-0000-7000-8000-000000000000"
         *       ]
         *     }
         */
        ToRestore: {
            /** @description At most 500 */
            ids: components["schemas"]["ContactId"][];
        };
        /** @description A key of a program, without the key. */
        Token: {
            /** Format: date-time */
            created_at: string;
            /** @description Who made it, by the name of then. */
            created_by: string;
            /**
             * Format: int32
             * @description How many days are left, a begun one counted whole; 0: it has expired.
             */
            days_left?: number | null;
            /**
             * Format: date-time
             * @description When it opens nothing any more; absent: never.
             */
            expires_at?: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            scopes: components["schemas"]["Scope"][];
            /** Format: date-time */
            used_at?: string | null;
        };
        /** @description How many contacts a query finds. */
        Total: number | {
            /** Format: int32 */
            at_least: number;
        };
        /**
         * @description What became of the contacts of an import that is taken back. In the end `total = removed + restored + kept + failed`; until
         *     then the rest of them waits.
         */
        UndoLedger: {
            /**
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /** @description Who takes the import back. */
            by: string;
            /**
             * Format: int64
             * @description Contacts that the database refused to put back.
             */
            failed: number;
            /**
             * Format: int64
             * @description Contacts that someone edited or deleted since; left alone unless that was confirmed.
             */
            kept: number;
            /**
             * Format: int64
             * @description Contacts that the import created and that are gone now, past the bin.
             */
            removed: number;
            /**
             * Format: int64
             * @description Contacts that have their old values back.
             */
            restored: number;
            status: components["schemas"]["UndoStatus"];
            /**
             * Format: int64
             * @description The contacts that the import wrote and that were there, and not yet taken back, when the undo began.
             */
            total: number;
        };
        /**
         * @description How far an undo is.
         * @enum {string}
         */
        UndoStatus: "running" | "stopped" | "done";
        /** @description What an undo did or would do, and what it left alone. */
        Undone: {
            /**
             * Format: int64
             * @description Contacts that someone edited since; left alone unless confirmed. At most the first hundred are listed.
             */
            edited: number;
            edited_contacts: components["schemas"]["EditedContact"][];
            /**
             * Format: int64
             * @description Contacts that the database refused to put back; another undo tries them again.
             */
            failed: number;
            /**
             * Format: int64
             * @description Contacts that the import created and that are gone now, past the bin.
             */
            removed: number;
            /**
             * Format: int64
             * @description Contacts that have their old values back.
             */
            restored: number;
        };
        /** @description What an undo gave back. */
        UndoneMerge: {
            /**
             * @description What was edited since and stays although the merge had changed it too: `old` is the value before the merge, `new`
             *     the one that stays.
             */
            kept: components["schemas"]["Line"][];
            /** @description The master without what the merge brought. */
            master: components["schemas"]["Contact"];
            /** @description The contact that had been merged into it. */
            other: components["schemas"]["Contact"];
        };
        /**
         * @description What to change about a view; what is absent stays.
         * @example {
         *       "name": "Hong Kong"
         *     }
         */
        ViewChange: {
            columns?: string | null;
            name?: string | null;
            query?: Record<string, never> | null;
        };
        /** @description A page that the contact looked at. */
        Visit: {
            /** @description As reported: it may be anything. */
            address: string;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            title: string;
        };
        /**
         * @description A page that somebody outside looked at.
         * @example {
         *       "address": "https://example.com/prices",
         *       "at": "2025-11-28T12:00:00Z",
         *       "enquiry": "E-1",
         *       "external_id": "V-1",
         *       "title": "Prices"
         *     }
         */
        VisitReport: {
            address: string;
            /** Format: date-time */
            at: string;
            contact?: components["schemas"]["ContactId"] | null;
            /** @description The id that its enquiry has in the contact centre. */
            enquiry?: string | null;
            external_id: string;
            title?: string;
        };
        /** @description What is known of a visitor, as it was told. */
        Visitor: {
            /** @default {} */
            device?: components["schemas"]["VisitorDevice"];
            /** @default  */
            email?: string;
            /** @default  */
            first_name?: string;
            /** @default null */
            form?: components["schemas"]["VisitorForm"] | null;
            /** @default  */
            last_name?: string;
            /** @default  */
            phone?: string;
            /**
             * @description The form or the channel proved that the phone is the visitor's.
             * @default false
             */
            phone_verified?: boolean;
            /** @default null */
            social?: components["schemas"]["VisitorSocial"] | null;
        };
        /** @description What a visitor writes from. */
        VisitorDevice: {
            /** @default  */
            browser?: string;
            /** @default  */
            ip?: string;
            /** @default  */
            language?: string;
            /** @default  */
            location?: string;
            /** @default  */
            os?: string;
            /** @default  */
            platform?: string;
            /**
             * @description A name of the IANA database, such as Asia/Hong_Kong.
             * @default
             */
            time_zone?: string;
        };
        /** @description What a visitor filled in before a chat, or while nobody was there. */
        VisitorForm: {
            kind: components["schemas"]["FormKind"];
            /** @description By the header of a column or the id of a custom field. */
            values: {
                [key: string]: string;
            };
        };
        /** @description Who the visitor of an enquiry is. */
        VisitorReport: {
            device?: components["schemas"]["DeviceReport"] | null;
            email?: string | null;
            first_name?: string | null;
            form?: components["schemas"]["VisitorForm"] | null;
            last_name?: string | null;
            phone?: string | null;
            /** @description A form has proved that the phone is theirs. */
            phone_verified?: boolean | null;
            social?: components["schemas"]["VisitorSocial"] | null;
        };
        /** @description An ID of a visitor on a network. */
        VisitorSocial: {
            id: string;
            network: components["schemas"]["Network"];
        };
        /** @description An endpoint as an Administrator sees it. */
        Webhook: {
            /** Format: date-time */
            created_at: string;
            description: string;
            /**
             * Format: date-time
             * @description Since when nothing has been delivered, while deliveries fail.
             */
            failing_since?: string | null;
            /** Format: uuid */
            id: string;
            /** @description Whether the contacts that an import writes are told one by one. */
            imports: boolean;
            /**
             * Format: date-time
             * @description Until when the secret before the present one signs along.
             */
            old_secret_until?: string | null;
            /** @description The secret cannot be read with this server's SECRET_KEY: it is to be renewed. */
            secret_unreadable: boolean;
            state: components["schemas"]["WebhookState"];
            /** @description What it is told of, in the order of `EventKind::ALL`. */
            types: components["schemas"]["EventKind"][];
            url: string;
            /**
             * Format: int64
             * @description Deliveries that wait or are tried again.
             */
            waiting: number;
        };
        /**
         * @description What is changed about an endpoint; what is absent stays. Another address is challenged like a new one.
         * @example {
         *       "active": false
         *     }
         */
        WebhookChange: {
            /**
             * @description Pauses it, or lets it go on; one that was disabled is challenged again.
             * @default null
             */
            active?: boolean | null;
            /** @default null */
            description?: string | null;
            /** @default null */
            imports?: boolean | null;
            /** @default null */
            types?: components["schemas"]["EventKind"][] | null;
            /** @default null */
            url?: string | null;
        };
        /** @description One delivery to an endpoint. */
        WebhookDelivery: {
            attempt?: components["schemas"]["DeliveryAttempt"] | null;
            /** Format: int32 */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description Its `webhook-id`, the same on each attempt and at each replay.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it is tried next, while it waits.
             */
            next_at?: string | null;
            position: string;
            state: components["schemas"]["DeliveryState"];
            /**
             * Format: uuid
             * @description The contact, import or enquiry that it tells of.
             */
            subject: string;
            type: components["schemas"]["EventKind"];
        };
        /**
         * @description An endpoint to register. It is kept only after its address has answered the challenge.
         * @example {
         *       "types": [
         *         "contact.created",
         *         "contact.updated"
         *       ],
         *       "url": "https://hooks.example.com/contacts"
         *     }
         */
        WebhookDraft: {
            description?: string;
            imports?: boolean;
            types: components["schemas"]["EventKind"][];
            url: string;
        };
        /** @description An endpoint that was registered or whose secret was renewed. */
        WebhookSecret: {
            /** Format: uuid */
            id: string;
            /** @description `whsec_` and base64, shown this once. */
            secret: string;
        };
        /**
         * @description Whether an endpoint is told anything.
         * @enum {string}
         */
        WebhookState: "active" | "paused" | "gone" | "failed";
        /** @description A number with its country code. */
        WholeNumber: {
            /** @description Such as +85251234567 */
            number: string;
        };
        /** @description The values of lists that were unticked. Verified ones stay all the same. */
        Without: {
            /** @default [] */
            emails?: string[];
            /** @default [] */
            labels?: string[];
            /** @default [] */
            notes?: string[];
            /** @default [] */
            phones?: string[];
            /** @default [] */
            socials?: string[][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "bin.list": {
        parameters: {
            query?: {
                /** @description Any part of names, company, email addresses and phone numbers, in any case */
                search?: string;
                /** @description 1 to 500, default 50 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description total is a number, or {"at_least": 10000} above that */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bin"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bin.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToRestore"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoredCount"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bin.erase": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in the bin */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.colleagues": {
        parameters: {
            query?: {
                /** @description Words that all stand in a name, an address, a role, a department, a title, an extension or a number */
                search?: string;
                /** @description 1 to 500, default 50 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Colleagues"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.list": {
        parameters: {
            query?: {
                /** @description Any part of names, company, email addresses and phone numbers, in any case; at most 200 characters */
                search?: string;
                /** @description The name of a label */
                label?: string[];
                /** @description How labels are meant: any (default), all or none */
                match?: string;
                /** @description Any part of the company */
                company?: string;
                /** @description Lead, Customer, Prospect or Others */
                type?: string[];
                /** @description Primary, Secondary or Tertiary */
                level?: string[];
                team?: string[];
                group?: string[];
                /** @description ISO 639-1 */
                language?: string[];
                /** @description ISO 3166-1 alpha-2 */
                country?: string[];
                has_phone?: boolean;
                has_email?: boolean;
                /** @description A date or time; the first that counts */
                created_from?: string;
                /** @description The first that no longer counts */
                created_before?: string;
                updated_from?: string;
                updated_before?: string;
                /** @description The id of the import that created it */
                import?: string;
                /** @description The id of an import that updated it */
                updated_by_import?: string;
                /**
                 * @description created, name, company or updated, with a - before it for the other direction. Default: the newest first, or the
                 *     best first when something is searched for. Custom fields are asked for by their ids: cf_size=XL
                 */
                sort?: string;
                /** @description 1 to 500, default 50 */
                limit?: number;
                /** @description next_cursor of the page before; empty: the first page */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description total is a number, or {"at_least": 10000} above that */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactPage"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk.start": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkStart"];
            };
        };
        responses: {
            /** @description It is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description It runs in the background; ask for it by its id */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The selection holds another number of contacts than expected */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk.undo": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is undone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description It is being undone in the background */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.count": {
        parameters: {
            query?: {
                /** @description Any part of names, company, email addresses and phone numbers, in any case; at most 200 characters */
                search?: string;
                /** @description The name of a label */
                label?: string[];
                /** @description How labels are meant: any (default), all or none */
                match?: string;
                /** @description Any part of the company */
                company?: string;
                /** @description Lead, Customer, Prospect or Others */
                type?: string[];
                /** @description Primary, Secondary or Tertiary */
                level?: string[];
                team?: string[];
                group?: string[];
                /** @description ISO 639-1 */
                language?: string[];
                /** @description ISO 3166-1 alpha-2 */
                country?: string[];
                has_phone?: boolean;
                has_email?: boolean;
                /** @description A date or time; the first that counts */
                created_from?: string;
                /** @description The first that no longer counts */
                created_before?: string;
                updated_from?: string;
                updated_before?: string;
                /** @description The id of the import that created it */
                import?: string;
                /** @description The id of an import that updated it */
                updated_by_import?: string;
                /**
                 * @description created, name, company or updated, with a - before it for the other direction. Default: the newest first, or the
                 *     best first when something is searched for. Custom fields are asked for by their ids: cf_size=XL
                 */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactCount"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.export": {
        parameters: {
            query?: {
                /** @description Any part of names, company, email addresses and phone numbers, in any case; at most 200 characters */
                search?: string;
                /** @description The name of a label */
                label?: string[];
                /** @description How labels are meant: any (default), all or none */
                match?: string;
                /** @description Any part of the company */
                company?: string;
                /** @description Lead, Customer, Prospect or Others */
                type?: string[];
                /** @description Primary, Secondary or Tertiary */
                level?: string[];
                team?: string[];
                group?: string[];
                /** @description ISO 639-1 */
                language?: string[];
                /** @description ISO 3166-1 alpha-2 */
                country?: string[];
                has_phone?: boolean;
                has_email?: boolean;
                /** @description A date or time; the first that counts */
                created_from?: string;
                /** @description The first that no longer counts */
                created_before?: string;
                updated_from?: string;
                updated_before?: string;
                /** @description The id of the import that created it */
                import?: string;
                /** @description The id of an import that updated it */
                updated_by_import?: string;
                /**
                 * @description created, name, company or updated, with a - before it for the other direction. Default: the newest first, or the
                 *     best first when something is searched for. Custom fields are asked for by their ids: cf_size=XL
                 */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are already downloading contacts */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ETag is its version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description It was merged into the contact at Location */
            308: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.change": {
        parameters: {
            query?: never;
            header: {
                /** @description The version that was read, such as "3" */
                "If-Match": string;
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Draft"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody else saved first; current is what is there now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is missing */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.activity": {
        parameters: {
            query?: {
                /** @description enquiries, engagements or visits; absent: all that happened */
                kind?: string;
                /** @description The `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.log": {
        parameters: {
            query?: {
                /** @description 1 to 500, default 50 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Log"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.past": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.restoreValue": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OldValue"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description This entry holds no such value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The value may not be written any more; or the one that is there is verified */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.engage": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEngagement"];
            };
        };
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is no number */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "merging.merge": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Join"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One was deleted, they are one contact already, or somebody saved first */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.listNotes": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Note"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.addNote": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.deleteNote": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "proposals.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Proposal"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not in the bin */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "merging.suggest": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Suggestion"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "destinations.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Destination"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "destinations.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                external_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destination"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "destinations.report": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                external_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DestinationReport"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeardThing"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "duplicates.list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicates"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "duplicates.differ": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Differ"];
            };
        };
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "duplicates.look": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enquiries.reportEngagements": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EngagementReport"][];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heard"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enquiries.list": {
        parameters: {
            query?: {
                /** @description open, handling (ongoing and followed up), missed or closed; absent: all */
                status?: components["schemas"]["Tab"];
                /** @description Those of this contact */
                contact?: components["schemas"]["ContactId"];
                /** @description 1 to 500, default 100 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description total is a number, or {"at_least": 10000} above that */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enquiries"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enquiries.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                external_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportedEnquiry"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enquiries.report": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                external_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnquiryReport"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeardEnquiry"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Its contact was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enquiries.messages": {
        parameters: {
            query?: {
                /** @description 1 to 500, default 100 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                external_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enquiries.addMessages": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                external_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Message"][];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heard"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "events.list": {
        parameters: {
            query?: {
                /**
                 * @description The `position` of the answer before, or of an event. Absent: from now on, so that the answer is empty and says where to
                 *     begin
                 */
                after?: string;
                /** @description 1 to 500, default 100. A merge is two events with one position, which stand on one page, if need be as one more */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_old: what came after this position is not kept any more, or it was never given out. Read all contacts, and go on from the position that the feed gives without `after`, asked for before */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_CustomField"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldDraft"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name or Field ID is taken, or there are 20 already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.listDeleted": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Gone"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldUpdate"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There are 20 fields, or one of this name, by now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.usage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactUsage"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Import"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.upload": {
        parameters: {
            query?: {
                /** @description Numbers without a country code are of this country: its alpha-2 code, such as HK. */
                country?: string;
                /** @description True: the numbers include their country codes, only the + is missing. */
                plus_missing?: boolean;
                /** @description What becomes of a record whose contact exists: `create` (default), `skip` or `update`. */
                duplicates?: components["schemas"]["OnDuplicate"];
                /** @description How an existing contact is recognised: by `phone`, `email` or `any` (default) of them. */
                match?: components["schemas"]["MatchBy"];
                /**
                 * @description The encoding of the file by its WHATWG label, such as `big5`, `windows-1251` or `euc-kr`; as found in it when
                 *     absent. A file that does not say, and whose encoding can only be guessed, is refused without it.
                 */
                encoding?: string;
                /** @description The sheet of a workbook, by its name; that with the contacts when absent. A workbook without it is refused. */
                sheet?: string;
                /**
                 * @description A recipe: the id or the name of one that is kept (`GET /imports/recipes`), or itself as JSON. The other parameters come
                 *     before what it says, but for what it says of classes of records (`classes`) and of single ones (`records`), which comes
                 *     before `duplicates`.
                 */
                recipe?: string;
                /** @description The language of the sentence if the file is refused: `en` (default), `zh-Hant` or `zh-Hans`. */
                language?: components["schemas"]["Language"];
                /** @description The name to show in the history. */
                file_name?: string;
            };
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description It was done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            /** @description Choices that cannot be read, a recipe that is no JSON or not there, or an Idempotency-Key that is none */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many of your imports or of their files are here already, or the same file is still on its way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description F02: larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Compressed, or not a file at all */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description F01 to F07: the file as a whole is refused. `invalid`: the recipe names what there is not. `idempotency_key_reused`: this key was used for a file of another length, or with other choices */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many writes, or too many workbooks wait before this one: send it again after `Retry-After` seconds */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full: nothing is imported, and the file can be sent again later */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "recipes.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_KeptRecipe"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "recipes.keep": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLayout"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptRecipe"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A member of staff has one of this name, or there are 200 already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "recipes.forget": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A member of staff saved it, or the scope is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.pause": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportChange"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.errors": {
        parameters: {
            query?: {
                /** @description The language of the sentences: `en` (default), `zh-Hant` or `zh-Hans`. */
                language?: components["schemas"]["Language"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.failures": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Failure"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.undoForeseen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undone"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is still under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.undo": {
        parameters: {
            query?: {
                /** @description True: contacts that were edited since are taken back as well. */
                edited?: boolean;
            };
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undone"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is still under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Label"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelDraft"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.listDeleted": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Gone"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.listUsages": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_LabelUsage"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelDraft"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is one of this name by now, or there are 1,000 */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "labels.usage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactUsage"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "merging.undo": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneMerge"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was undone already, or something else has to be undone first */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "permissions.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_RolePermission"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "permissions.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                role: components["schemas"]["Role"];
                permission: components["schemas"]["Permission"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PermissionChange"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolePermission"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role never has it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.completePhone": {
        parameters: {
            query: {
                /** @description Such as 5123 4567 */
                number: string;
                /** @description ISO 3166-1 alpha-2, such as HK */
                country: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeNumber"];
                };
            };
            /** @description The country is not known */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is no number of this country */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "proposals.accept": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Decision"] | null;
            };
        };
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was decided already; or others gave a field another value meanwhile: current is what is there now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "proposals.drop": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Decision"] | null;
            };
        };
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was decided already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings.securityLog": {
        parameters: {
            query?: {
                /** @description Only what happened so, by its word, such as signed_in */
                event?: string;
                /** @description Some letters of who did it, or whom it was done to */
                who?: string;
                /** @description 1 to 500, default 100 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallationChange"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings.renewSecret": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadePanelSecret"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings.endOldSecrets": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.list": {
        parameters: {
            query?: {
                /** @description Words that all stand in name, email or department */
                search?: string;
                role?: components["schemas"]["Role"];
                /** @description active, invited (no password yet) or closed */
                state?: components["schemas"]["AccountState"];
                /** @description 1 to 500, default 100 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_StaffEntry"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.add": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaff"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address belongs to somebody else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.report": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                email: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffReport"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeardThing"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Such as: the last Administrator stays */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.invite": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffDraft"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLink"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address belongs to somebody else */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffEntry"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.close": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The last Administrator stays */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffChange"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.inviteAgain": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLink"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The account is closed, or has a password */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.reset": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLink"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The account is closed, or the last Administrator's */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.sessionsOf": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Session"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "staff.signOut": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tokens.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Token"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tokens.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tokens.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_SavedView"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken, or programs keep 50 views already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is a member of staff's, or the scope is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewChange"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is a member of staff's, or the scope is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enquiries.reportVisits": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitReport"][];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heard"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.list": {
        parameters: {
            query?: {
                /** @description 1 to 500, which is the default */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Webhook"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.register": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookDraft"];
            };
        };
        responses: {
            /** @description It was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There are as many as there may be */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address may not be posted to, or did not answer the challenge */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was disabled meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address may not be posted to, or did not answer the challenge */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.deliveries": {
        parameters: {
            query?: {
                /** @description Only those that stand so */
                state?: components["schemas"]["DeliveryState"];
                /** @description 1 to 500, default 50 */
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_WebhookDelivery"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.replay": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is too long ago, or too much happened since */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.renewSecret": {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token has not this scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts what is there, or what was answered under this Idempotency-Key was lost */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person whom this is about was erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Values to correct, or an Idempotency-Key that was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many at once: try again after Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server met a fault of its own */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk is full; nothing was written */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhook contact.created": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [
                 *           "company",
                 *           "last_name"
                 *         ],
                 *         "contact": {
                 *           "company": "Acme",
                 *           "created_at": "2025-11-28T12:00:00Z",
                 *           "id": "019a0000-0000-7000-8000-000000000000",
                 *           "last_name": "Chan",
                 *           "level": "Primary",
                 *           "type": "Lead",
                 *           "updated_at": "2025-11-28T12:00:00Z",
                 *           "version": 7
                 *         },
                 *         "id": "019a0000-0000-7000-8000-000000000000",
                 *         "source": "edit",
                 *         "version": 7
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "contact.created"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook contact.deleted": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [],
                 *         "contact": null,
                 *         "id": "019a0000-0000-7000-8000-000000000000",
                 *         "source": "edit",
                 *         "version": 7
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "contact.deleted"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook contact.erased": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "",
                 *         "changed": [],
                 *         "contact": null,
                 *         "id": "019a0000-0000-7000-8000-000000000000",
                 *         "source": "",
                 *         "version": null
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "contact.erased"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook contact.merged": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [
                 *           "phones"
                 *         ],
                 *         "contact": {
                 *           "company": "Acme",
                 *           "created_at": "2025-11-28T12:00:00Z",
                 *           "id": "019a0000-0000-7000-8000-000000000000",
                 *           "last_name": "Chan",
                 *           "level": "Primary",
                 *           "type": "Lead",
                 *           "updated_at": "2025-11-28T12:00:00Z",
                 *           "version": 7
                 *         },
                 *         "id": "019a0000-0000-7000-8000-000000000000",
                 *         "source": "merge",
                 *         "version": 7
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "contact.merged"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook contact.restored": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [],
                 *         "contact": {
                 *           "company": "Acme",
                 *           "created_at": "2025-11-28T12:00:00Z",
                 *           "id": "019a0000-0000-7000-8000-000000000000",
                 *           "last_name": "Chan",
                 *           "level": "Primary",
                 *           "type": "Lead",
                 *           "updated_at": "2025-11-28T12:00:00Z",
                 *           "version": 7
                 *         },
                 *         "id": "019a0000-0000-7000-8000-000000000000",
                 *         "source": "edit",
                 *         "version": 7
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "contact.restored"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook contact.unmerged": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [
                 *           "phones"
                 *         ],
                 *         "contact": {
                 *           "company": "Acme",
                 *           "created_at": "2025-11-28T12:00:00Z",
                 *           "id": "019a0000-0000-7000-8000-000000000000",
                 *           "last_name": "Chan",
                 *           "level": "Primary",
                 *           "type": "Lead",
                 *           "updated_at": "2025-11-28T12:00:00Z",
                 *           "version": 7
                 *         },
                 *         "id": "019a0000-0000-7000-8000-000000000000",
                 *         "source": "merge",
                 *         "version": 7
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "contact.unmerged"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook contact.updated": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [
                 *           "company"
                 *         ],
                 *         "contact": {
                 *           "company": "Acme",
                 *           "created_at": "2025-11-28T12:00:00Z",
                 *           "id": "019a0000-0000-7000-8000-000000000000",
                 *           "last_name": "Chan",
                 *           "level": "Primary",
                 *           "type": "Lead",
                 *           "updated_at": "2025-11-28T12:00:00Z",
                 *           "version": 7
                 *         },
                 *         "id": "019a0000-0000-7000-8000-000000000000",
                 *         "source": "edit",
                 *         "version": 7
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "contact.updated"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook enquiry.mapped": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [],
                 *         "contact": {
                 *           "company": "Acme",
                 *           "created_at": "2025-11-28T12:00:00Z",
                 *           "id": "019a0000-0000-7000-8000-000000000000",
                 *           "last_name": "Chan",
                 *           "level": "Primary",
                 *           "type": "Lead",
                 *           "updated_at": "2025-11-28T12:00:00Z",
                 *           "version": 7
                 *         },
                 *         "id": "019a0000-0000-7000-8000-000000000002",
                 *         "source": "enquiry",
                 *         "version": 7
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "enquiry.mapped"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook import.finished": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The same however often this is sent again
                 * @example msg_2Zx8vQ0b7kPq1uL5
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was made, in seconds since 1970
                 * @example 1764489600
                 */
                "webhook-timestamp": string;
                /**
                 * @description Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "actor": "Grace Ho",
                 *         "changed": [],
                 *         "contact": null,
                 *         "id": "019a0000-0000-7000-8000-000000000001",
                 *         "source": "import",
                 *         "version": null
                 *       },
                 *       "position": "1.204",
                 *       "timestamp": "2025-11-28T12:00:00Z",
                 *       "type": "import.finished"
                 *     }
                 */
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Nothing more is sent to this address */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}

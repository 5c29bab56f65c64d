//! The screens of enquiries: the overview and its kin, the room with its contact, the transcript.

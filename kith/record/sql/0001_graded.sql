-- Entries are only ever added; a draft is its author's alone and is saved as typed.
CALL access.protect('record_entry');
CALL access.protect('record_draft', '{kind,content,saved_at,recorded_as,discarded_at}', lock => 'author');

-- Every table of the index is about a person. What no longer holds gets an end; nothing is deleted.
CALL access.protect('people_personname', '{until,withdrawn_at}');
CALL access.protect('people_birth', '{until,withdrawn_at}');
CALL access.protect('people_particular', '{until,withdrawn_at}');
CALL access.protect('people_identifier', '{until,withdrawn_at}');
CALL access.protect('people_address', '{until,withdrawn_at}');
CALL access.protect('people_relationship', '{until,withdrawn_at}', other => 'other_id');
CALL access.protect('people_alert', '{until,withdrawn_at,review_on}');
CREATE INDEX alert_to_review ON people_alert (review_on) WHERE withdrawn_at IS NULL AND until IS NULL;

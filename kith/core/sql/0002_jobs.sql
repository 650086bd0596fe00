-- The queue's tables hold ids of posts and persons, never content: the application's login may work them freely.
-- A later version of procrastinate that brings new tables or functions needs the same again; a house rule tells.
DO $$
DECLARE thing regclass; routine regprocedure;
BEGIN
    FOR thing IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                 AND c.relkind = 'r' AND c.relname LIKE 'procrastinate\_%'
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO kith_app', thing);
        EXECUTE format('GRANT SELECT ON %s TO kith_backup', thing);
    END LOOP;
    FOR thing IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                 AND c.relkind = 'S' AND c.relname LIKE 'procrastinate\_%'
    LOOP
        EXECUTE format('GRANT USAGE ON SEQUENCE %s TO kith_app', thing);
    END LOOP;
    FOR routine IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
                   AND p.proname LIKE 'procrastinate\_%'
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO kith_app', routine);
    END LOOP;
END $$;

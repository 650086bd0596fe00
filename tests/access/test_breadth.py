"""A team with very many people makes nothing slow that is done for each request: what is read grows with what ends."""

from tests.town import Town


def test_a_keyring_reads_only_what_has_an_end(town: Town) -> None:
    """Without an index of its own it read every involvement of the team: 1.3 s where there were 117,000."""
    asked = "SELECT i.key FROM access_involvement i WHERE i.holder_id = ANY ('{1,2}') AND i.dated AND NOT i.closed"
    with town.database.superuser() as superuser, superuser.transaction():
        (made,) = superuser.execute("SELECT prosrc FROM pg_proc WHERE oid = 'access.keyring'::regproc").fetchone() or (
            "",
        )
        assert "FROM public.access_involvement i" in made and "i.dated AND NOT i.closed" in made
        superuser.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(line for (line,) in superuser.execute(f"EXPLAIN {asked}"))
    assert "involvement_dated" in plan, plan

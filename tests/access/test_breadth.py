"""What is done for each request grows neither with the people of a team nor with the practitioners of a region."""

import re

from tests.town import Town

NETWORK = r"SELECT x\.id.*?(?=\n *UNION ALL)"  # of access.network: whom the person's page names


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


def test_who_is_involved_is_read_without_every_post_of_the_region(town: Town) -> None:
    """By a join the view of holders was made whole first, every post and every team: 17 ms on each page of a region."""
    with town.database.superuser() as superuser, superuser.transaction():
        row = superuser.execute("SELECT prosrc FROM pg_proc WHERE oid = 'access.network'::regproc").fetchone()
        asked = re.search(NETWORK, row[0], re.S) if row else None
        assert asked
        sql = asked[0].replace("(keys,", "('{0}'::bigint[],").replace("(at,", "(now(),")
        sql = sql.replace("person_id = p", "person_id = gen_random_uuid()")
        superuser.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(line for (line,) in superuser.execute(f"EXPLAIN {sql}"))
    assert "Index Cond: (id = x.holder_id)" in plan, plan

from django.db import migrations
from django.utils import timezone

from kith.assessments.definition import read
from kith.assessments.starting import definitions


def load_forms(apps, schema_editor):
    """Those that Kith comes with: a test checks each as publishing would (tests/assessments/test_definitions.py)."""
    model = apps.get_model("assessments", "Form")
    for questionnaire in definitions():
        form = read(questionnaire)
        model.objects.using(schema_editor.connection.alias).create(
            slug=form.slug,
            version=form.version,
            title=form.title,
            domain=form.part[0],
            grade=form.part[1],
            definition=questionnaire,
            published_at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_graded")]
    operations = [migrations.RunPython(load_forms, migrations.RunPython.noop)]

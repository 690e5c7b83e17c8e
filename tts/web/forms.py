"""The form that adds a reference voice; the speech service checks and keeps the recording."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from edusmart.work.errors import WorkError
from tts import client
from tts.models import ReferenceVoice

MAX_RECORDING_BYTES = 12 * 1024 * 1024


class AddVoiceForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Add a reference voice. The same recording again is an error: it would be the same voice."""

    recording = forms.FileField(
        label=_("Recording of the voice"),
        help_text=_(
            "1 to 60 seconds of this person alone, best some 15: WAV, MP3, FLAC, Ogg or M4A, up to 12 MB."
        ),
    )
    agreed = forms.BooleanField(
        label=_(
            "This person, or who may decide for them, agreed that their voice is imitated here."
        )
    )

    class Meta:
        model = ReferenceVoice
        fields = ("name", "language", "consent_by", "consent_on", "open_to", "people")

    def clean_recording(self) -> "UploadedFile[Any]":
        recording: UploadedFile[Any] = self.cleaned_data["recording"]
        if (recording.size or 0) > MAX_RECORDING_BYTES:
            raise forms.ValidationError(_("The recording is larger than 12 MB."))
        return recording

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        if not self.errors:  # last: what the service has taken would have to be deleted again
            self._add_voice(self.cleaned_data)

    def _add_voice(self, given: dict[str, Any]) -> None:
        try:
            voice_id = client.add_voice(
                given["recording"].read(),
                given["language"],
                given["consent_by"],
                given["consent_on"],
            )
        except WorkError as error:
            self.add_error("recording", error.sentence)
            return
        same = ReferenceVoice.objects.filter(voice_id=voice_id)
        if same.exists():
            self.add_error(
                "recording", _("This recording is a voice already, or is being deleted.")
            )
            # The service has just taken a recording that is being deleted: it must forget it once more.
            same.exclude(removed_at=None).update(is_forgotten=False, asked_at=None)
        self.instance.voice_id = voice_id

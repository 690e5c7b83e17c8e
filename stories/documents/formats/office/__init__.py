"""Documents of office programs: .docx, .pptx and .odt."""

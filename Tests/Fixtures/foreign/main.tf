resource "aws_iam_role" "crr" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow" }]
  })
}

using System.Text;
using LivenessSdk.Evaluation;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Chooses the answer of a simulated vendor to a labeled photo: usually according to the label, with occasional errors.</summary>
internal static class SimulatedAnswer
{
    private const int ErrorsInHundred = 6;
    private const int WithoutFaceInHundred = 2;

    public static Scenario To(LabeledPhoto photo, SystemUnderTest system)
    {
        int number = Number($"{system.Name}\n{photo.Presentation.File}");
        bool isAttack = photo.Presentation.Label == PresentationLabel.Attack;
        return number < WithoutFaceInHundred ? Scenario.NoFace
            : isAttack == (number < WithoutFaceInHundred + ErrorsInHundred) ? Scenario.Live
            : Scenario.Attack;
    }

    /// <summary>Computes a number below 100 that is constant for a text.</summary>
    private static int Number(string text) =>
        (int)(BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))) % 100);
}
